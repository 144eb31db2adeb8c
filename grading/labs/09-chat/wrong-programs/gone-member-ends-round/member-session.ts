/**
 * @file c-room/member-session.ts
 */

export async function runMemberSession(
  user: User,
  connection: ClientConnection,
  log: Log,
  options: MemberSessionOptions,
): Promise<void> {
  connection.channel.allow(MAX_MEMBER_BODY_BYTES);
  const member = new Member(user, connection, options);
  const inFlight = new InFlight((error) => connection.fail(error));
  try {
    options.room.enter(member);
    for (const event of pageOnJoin(user.after, options)) member.tell(event);
    const leaving = () => connection.leaving();
    await readRequests({ member, log, inFlight, leaving }, connection, options);
  } catch (error) {
    connection.endBecauseOf(error);
    throw error;
  } finally {
    await inFlight.done();
    if (connection.why !== "lost") options.room.leave(member);
    member.close();
    tellEnd(connection.why ?? "closed", user, log);
  }
}
