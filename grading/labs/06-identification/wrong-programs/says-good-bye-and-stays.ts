/**
 * A program that says good-bye and stays.
 *
 * @file handle-connection.ts
 * @caughtBy after the greeting lines come back, and exit ends the connection
 * @says after the good-bye the server ends its side
 */

export async function handleConnection(
  connection: LoggedConnection,
  context: ServerContext,
): Promise<string> {
  const { socket } = connection;
  const chunks = chunksOf(socket);
  const lines = linesOf(withReadLimits(chunks, context));
  const isKnown = await meet(connection, lines, context.book);
  const ending = isKnown ? await echoLines(socket, lines) : "left at the question";
  if (ending === "exit") await send(socket, "good-bye\n");
  if (ending !== "exit") socket.end();
  await linger(socket, chunks);
  return ending;
}
