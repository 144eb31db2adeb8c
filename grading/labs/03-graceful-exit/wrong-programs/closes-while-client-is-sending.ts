/**
 * A program that closes the connection while the client is still sending.
 *
 * @file answer-client.ts
 * @caughtBy the good-bye is not lost when the client sent more
 * @says the reset may overtake the good-bye
 */

export async function answerClient(
  socket: Socket,
  peer: string,
  limits: Limits,
): Promise<CloseReason> {
  const chunks = chunksOf(socket);
  const ending = await answerUntilEnd(socket, chunks, peer, limits).catch((error: unknown) => {
    if (isFromOutside(error)) return closeReasonOf(error);
    throw error;
  });
  socket.end(goodBye(ending));
  socket.destroySoon();
  return ending;
}
