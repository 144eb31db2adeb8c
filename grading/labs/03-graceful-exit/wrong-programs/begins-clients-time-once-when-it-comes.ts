/**
 * A program that begins a client's time once, when it comes.
 *
 * @file visit.ts
 * @caughtBy a client's own bytes begin its time anew, and nobody else's
 * @says A time that is set once
 */

async function converse(
  socket: Socket,
  chunks: Chunks,
  peer: string,
  limits: Limits,
): Promise<Ending> {
  const splitter = new LineSplitter();
  const start = Date.now();
  for (;;) {
    const idleMs = Math.max(1, limits.idleMs - (Date.now() - start));
    const arrival = await nextArrival(chunks, { ...limits, idleMs });
    switch (arrival.type) {
      case "chunk": {
        say(`received ${arrival.chunk.length} bytes from ${peer}`);
        const ending = await answerLines(splitter.push(arrival.chunk), socket, limits.stopping);
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
        return arrival satisfies never;
    }
  }
}
