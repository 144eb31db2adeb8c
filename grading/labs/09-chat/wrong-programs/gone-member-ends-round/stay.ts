/**
 * @file room/stay.ts
 */

export async function stay(
  user: User,
  connection: Connection,
  log: Log,
  options: StayOptions,
): Promise<void> {
  connection.channel.allow(MEMBER_BYTES);
  const member = new Member(user, connection, options);
  const underWay = new UnderWay((error) => connection.fail(error));
  try {
    options.room.enter(member);
    for (const event of pageOnJoin(user.after, options)) member.tell(event);
    const leaving = () => connection.leaving();
    await converse({ member, log, underWay, leaving }, connection, options);
  } catch (error) {
    connection.endBecauseOf(error);
    throw error;
  } finally {
    await underWay.done();
    if (connection.why !== "lost") options.room.leave(member);
    member.close();
    tellEnd(connection.why ?? "closed", user, log);
  }
}
