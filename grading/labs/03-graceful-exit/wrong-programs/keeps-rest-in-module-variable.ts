/**
 * A program that keeps the beginning of a line in a variable of its module.
 *
 * @file answer-client.ts
 * @caughtBy exit is seen however it is cut
 * @says Something of one client showed up at another
 */

const splitter = new LineSplitter();

async function answerUntilEnd(
  socket: Socket,
  chunks: Chunks,
  peer: string,
  limits: Limits,
): Promise<CloseReason> {
  for (;;) {
    const result = await readNext(chunks, limits);
    switch (result.type) {
      case "chunk": {
        printStatus(`received ${result.chunk.length} bytes from ${peer}`);
        const ending = await answerLines(splitter.push(result.chunk), socket, limits.stopping);
        if (ending !== undefined) return ending;
        break;
      }
      case "end":
        return (await answerLines(splitter.end(), socket, limits.stopping)) ?? "end of stream";
      case "silence":
        return `silent for ${limits.idleMs} ms`;
      case "stop":
        return "server stops";
      default:
        return result satisfies never;
    }
  }
}
