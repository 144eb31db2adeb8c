/**
 * A program that begins a client's time once, when it comes.
 *
 * @file answer-client.ts
 * @caughtBy a client's own bytes begin its time anew, and nobody else's
 * @says A time that is set once
 */

async function answerUntilEnd(
  socket: Socket,
  chunks: Chunks,
  peer: string,
  limits: Limits,
): Promise<CloseReason> {
  const splitter = new LineSplitter();
  const start = Date.now();
  for (;;) {
    const idleMs = Math.max(1, limits.idleMs - (Date.now() - start));
    const result = await readNext(chunks, { ...limits, idleMs });
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
