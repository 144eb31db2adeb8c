/**
 * A program that lets a client's exit end the whole server.
 *
 * @file answer-client.ts
 * @caughtBy after an exit the server goes on
 * @says The server ended after a client had left
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
  socket.end(goodBye(ending), () => {
    if (ending === "exit") process.exit(0);
  });
  await linger(socket, chunks, limits.graceMs);
  return ending;
}
