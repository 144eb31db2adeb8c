/**
 * A program that adds a listener for SIGTERM for each connection.
 *
 * @file handle-connection.ts
 * @caughtBy a connection leaves no listener behind
 * @says leaves listeners behind
 */

export async function handleConnection(
  connection: LoggedConnection,
  context: ServerContext,
  limits: ConnectionLimits,
): Promise<string> {
  const { socket } = connection;
  const chunks = chunksOf(socket);
  process.once("SIGTERM", () => socket.end());
  const ending = await answerRequests(connection, chunks, context, limits);
  socket.end();
  await linger(socket, chunks);
  return ending;
}
