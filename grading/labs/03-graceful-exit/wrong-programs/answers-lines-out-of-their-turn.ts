/**
 * A program that answers lines out of their turn.
 *
 * @file answer-client.ts
 * @caughtBy wait is answered in its turn
 * @says Each line is answered before the next one is looked at
 */

async function answerLines(
  lines: readonly string[],
  socket: Socket,
  stopping: AbortSignal,
): Promise<CloseReason | undefined> {
  for (const line of lines) {
    if (stopping.aborted) return "server stops";
    const request = parseRequest(line);
    if (request.type === "exit") return "exit";
    void answerTo(request, socket).then((answer) => send(socket, `${answer}\n`));
  }
  return undefined;
}
