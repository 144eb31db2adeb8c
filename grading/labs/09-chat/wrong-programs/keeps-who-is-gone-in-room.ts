/**
 * A program that keeps who is gone in the room.
 *
 * @file room/stay.ts
 * @caughtBy who comes and who goes is told once
 * @says whoever is gone leaves the room
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
    member.close();
    tellEnd(connection.why ?? "closed", user, log);
  }
}
