/**
 * @file c-room/handle-connection.ts
 */

async function runMemberSession(
  user: User,
  connection: ClientConnection,
  log: Log,
  context: ServerContext,
): Promise<void> {
  connection.channel.allow(MAX_MEMBER_BODY_BYTES);
  const member = new Member(user, connection, context);
  const inFlight = new InFlight((error) => connection.fail(error));
  try {
    context.room.enter(member);
    for (const event of context.greet(user.after)) member.tell(written(event));
    const leaving = () => connection.leaving();
    await readRequests({ member, log, inFlight, leaving }, connection, context);
  } catch (error) {
    connection.endBecauseOf(error);
    throw error;
  } finally {
    await inFlight.done();
    if (connection.why !== "lost") context.room.leave(member);
    member.close();
    tellEnd(connection.why ?? "closed", user, log);
  }
}
