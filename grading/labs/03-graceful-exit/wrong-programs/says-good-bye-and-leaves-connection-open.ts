/**
 * A program that says good-bye and leaves the connection open.
 *
 * @file answer-client.ts
 * @caughtBy exit ends the session
 * @says The good-bye was said, but the connection stays open
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
  if (ending === "exit") socket.write(goodBye(ending));
  else socket.end(goodBye(ending));
  await linger(socket, chunks, limits.graceMs);
  return ending;
}
