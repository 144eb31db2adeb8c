/**
 * A program that does not notice the end of the stream.
 *
 * @file answer-client.ts
 * @caughtBy the server says how a client left
 * @says Nobody notices it here
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
        return await new Promise(() => {});
      case "silence":
        return `silent for ${limits.idleMs} ms`;
      case "stop":
        return "server stops";
      default:
        return result satisfies never;
    }
  }
}
