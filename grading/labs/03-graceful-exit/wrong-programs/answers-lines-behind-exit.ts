/**
 * A program that answers the lines behind exit.
 *
 * @file answer-client.ts
 * @caughtBy exit between other lines ends the session there
 * @says The line after exit was answered
 */

async function answerLines(
  lines: readonly string[],
  socket: Socket,
  stopping: AbortSignal,
): Promise<CloseReason | undefined> {
  let isLeaving = false;
  for (const line of lines) {
    if (stopping.aborted) return "server stops";
    const request = parseRequest(line);
    if (request.type === "exit") {
      isLeaving = true;
      await send(socket, "good-bye\n");
      continue;
    }
    await send(socket, `${await answerTo(request, socket)}\n`);
  }
  return isLeaving ? "end of stream" : undefined;
}
