/**
 * A program that adds a listener for SIGTERM for each visit.
 *
 * @file visit.ts
 * @caughtBy a visit leaves no listener behind
 * @says leaves listeners behind
 */

export async function visit(visitor: Visitor, house: House, limits: VisitLimits): Promise<string> {
  const { socket } = visitor;
  const chunks = chunksOf(socket);
  process.once("SIGTERM", () => socket.end());
  const ending = await converse(visitor, chunks, house, limits);
  socket.end();
  await linger(socket, chunks, LINGER_MS);
  return ending;
}
