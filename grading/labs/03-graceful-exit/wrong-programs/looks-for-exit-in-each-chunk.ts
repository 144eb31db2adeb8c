/**
 * A program that looks for exit in each chunk, and for text in lines.
 *
 * @file answer-client.ts
 * @caughtBy exit is seen however it is cut
 * @says the end of a chunk is not the end of a line
 */

async function answerUntilEnd(
  socket: Socket,
  chunks: Chunks,
  peer: string,
  limits: Limits,
): Promise<CloseReason> {
  const splitter = new LineSplitter();
  for (;;) {
    const result = await readNext(chunks, limits);
    switch (result.type) {
      case "chunk": {
        printStatus(`received ${result.chunk.length} bytes from ${peer}`);
        if (result.chunk.toString().trim() === "exit") return "exit";
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
