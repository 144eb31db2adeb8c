/**
 * A program that keeps how a connection ended in a variable of its module.
 *
 * @file answer-client.ts
 * @caughtBy the server says how a client left
 * @says Something of one client showed up at another
 */

let ending: CloseReason;

export async function answerClient(
  socket: Socket,
  peer: string,
  limits: Limits,
): Promise<CloseReason> {
  const chunks = chunksOf(socket);
  ending = await answerUntilEnd(socket, chunks, peer, limits).catch((error: unknown) => {
    if (isFromOutside(error)) return closeReasonOf(error);
    throw error;
  });
  socket.end(goodBye(ending));
  await linger(socket, chunks, limits.graceMs);
  return ending;
}
