/**
 * A program that echoes exit before it says good-bye.
 *
 * @file answer-client.ts
 * @caughtBy the answer to exit is good-bye, and nothing else
 * @says exit was echoed as if it were text
 */

async function answerLines(
  lines: readonly string[],
  socket: Socket,
  stopping: AbortSignal,
): Promise<CloseReason | undefined> {
  for (const line of lines) {
    if (stopping.aborted) return "server stops";
    const request = parseRequest(line);
    if (request.type === "exit") {
      await send(socket, "exit\n");
      return "exit";
    }
    await send(socket, `${await answerTo(request, socket)}\n`);
  }
  return undefined;
}
