/**
 * A program that forgets the line without a line end.
 *
 * @file answer-client.ts
 * @caughtBy the last line needs no line end
 * @says what is left without a line end is the last line
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
        const ending = await answerLines(splitter.push(result.chunk), socket, limits.stopping);
        if (ending !== undefined) return ending;
        break;
      }
      case "end":
        return "end of stream";
      case "silence":
        return `silent for ${limits.idleMs} ms`;
      case "stop":
        return "server stops";
      default:
        return result satisfies never;
    }
  }
}
