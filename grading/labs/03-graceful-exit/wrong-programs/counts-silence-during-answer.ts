/**
 * A program that counts silence while the client waits for its answer.
 *
 * @file answer-client.ts
 * @caughtBy an answer under way is no silence
 * @says Count silence only while you wait for the client
 */

export async function answerClient(
  socket: Socket,
  peer: string,
  limits: Limits,
): Promise<CloseReason> {
  const chunks = chunksOf(socket);
  socket.setTimeout(limits.idleMs, () => socket.end(goodBye(`silent for ${limits.idleMs} ms`)));
  const ending = await answerUntilEnd(socket, chunks, peer, limits).catch((error: unknown) => {
    if (isFromOutside(error)) return closeReasonOf(error);
    throw error;
  });
  socket.end(goodBye(ending));
  await linger(socket, chunks, limits.graceMs);
  return ending;
}
