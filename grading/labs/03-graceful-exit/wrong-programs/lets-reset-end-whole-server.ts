/**
 * A program that lets a reset end the whole server.
 *
 * @file answer-client.ts
 * @caughtBy a reset in the middle of a line ends one connection only
 * @says The server crashed: Error: read ECONNRESET
 */

export async function answerClient(
  socket: Socket,
  peer: string,
  limits: Limits,
): Promise<CloseReason> {
  const chunks = chunksOf(socket);
  const ending = await answerUntilEnd(socket, chunks, peer, limits).catch((error: unknown) => {
    if (isFromOutside(error) && closeReasonOf(error) === "reset")
      setImmediate(() => {
        throw error;
      });
    if (isFromOutside(error)) return closeReasonOf(error);
    throw error;
  });
  socket.end(goodBye(ending));
  await linger(socket, chunks, limits.graceMs);
  return ending;
}
