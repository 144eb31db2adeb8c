/**
 * A program that takes each chunk for a line.
 *
 * @file visit.ts
 * @caughtBy the name may come in pieces
 * @says The end of a chunk is not the end of a line
 */

export async function visit(visitor: Visitor, house: House): Promise<string> {
  const { socket } = visitor;
  const chunks = chunksOf(socket);
  const lines = (async function* () {
    for await (const chunk of withReadLimits(chunks, house))
      yield String(chunk).replace(/\r?\n$/, "");
    linesOf satisfies unknown;
  })();
  const isKnown = await meet(visitor, lines, house.book);
  const ending = isKnown ? await echoLines(socket, lines) : "left at the question";
  if (ending === "exit") await send(socket, "good-bye\n");
  socket.end();
  await linger(socket, chunks, LINGER_MS);
  return ending;
}
