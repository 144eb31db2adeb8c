/**
 * A program that cuts the connections of all when it stops.
 *
 * @file room/visit.ts
 * @caughtBy the server says good-bye to everybody
 * @says members would take it for a broken network
 */

async function serve(visitor: Visitor, house: House): Promise<string> {
  const connection = await connect(visitor.socket, house);
  visitor.log.info("handshake");
  const stop = () => connection.channel.destroy();
  house.stopping.addEventListener("abort", stop);
  try {
    if (house.stopping.aborted) stop();
    const user = await logIn(connection, visitor, house);
    if (user !== undefined) await stay(user, connection, visitor.log, house);
    return await connection.part();
  } catch (error) {
    connection.endBecauseOf(error);
    await connection.part(); // takes no time when it is the connection that is broken
    throw error;
  } finally {
    house.stopping.removeEventListener("abort", stop);
  }
}
