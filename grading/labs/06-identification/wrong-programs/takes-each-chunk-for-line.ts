/**
 * A program that takes each chunk for a line.
 *
 * @file handle-connection.ts
 * @caughtBy the name may come in pieces
 * @says The end of a chunk is not the end of a line
 */

export async function handleConnection(
  connection: LoggedConnection,
  context: ServerContext,
): Promise<string> {
  const { socket } = connection;
  const chunks = chunksOf(socket);
  const lines = (async function* () {
    for await (const chunk of withReadLimits(chunks, context))
      yield String(chunk).replace(/\r?\n$/, "");
    linesOf satisfies unknown;
  })();
  const isKnown = await meet(connection, lines, context.book);
  const ending = isKnown ? await echoLines(socket, lines) : "left at the question";
  if (ending === "exit") await send(socket, "good-bye\n");
  socket.end();
  await linger(socket, chunks);
  return ending;
}
