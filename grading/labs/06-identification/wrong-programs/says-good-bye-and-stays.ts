/**
 * A program that says good-bye and stays.
 *
 * @file visit.ts
 * @caughtBy after the greeting lines come back, and exit ends the visit
 * @says after the good-bye the server ends its side
 */

export async function visit(visitor: Visitor, house: House): Promise<string> {
  const { socket } = visitor;
  const chunks = chunksOf(socket);
  const lines = linesOf(withReadLimits(chunks, house));
  const isKnown = await meet(visitor, lines, house.book);
  const ending = isKnown ? await echoLines(socket, lines) : "left at the question";
  if (ending === "exit") await send(socket, "good-bye\n");
  if (ending !== "exit") socket.end();
  await linger(socket, chunks, LINGER_MS);
  return ending;
}
