/**
 * A program that cuts the connections of all when it stops.
 *
 * @file c-room/handle-connection.ts
 * @caughtBy the server says good-bye to everybody
 * @says members would take it for a broken network
 */

async function handleConnection(
  visitor: LoggedConnection,
  context: ServerContext,
): Promise<string> {
  const connection = await connect(visitor.socket, context);
  visitor.log.info("handshake");
  const stop = () => connection.channel.destroy();
  context.stopping.addEventListener("abort", stop);
  try {
    if (context.stopping.aborted) stop();
    const user = await logIn(connection, visitor, { ...context, ...roomEntrance(context) });
    if (user !== undefined) await runMemberSession(user, connection, visitor.log, context);
    return await connection.part();
  } catch (error) {
    connection.endBecauseOf(error);
    await connection.part(); // takes no time when it is the connection that is broken
    throw error;
  } finally {
    context.stopping.removeEventListener("abort", stop);
  }
}
