/**
 * A program that takes the end of the stream for a stop.
 *
 * @file visit.ts
 * @caughtBy the server says how a client left
 * @says takes that for another ending
 */

async function converse(
  socket: Socket,
  chunks: Chunks,
  peer: string,
  limits: Limits,
): Promise<Ending> {
  const splitter = new LineSplitter();
  for (;;) {
    const arrival = await nextArrival(chunks, limits);
    switch (arrival.type) {
      case "chunk": {
        say(`received ${arrival.chunk.length} bytes from ${peer}`);
        const ending = await answerLines(splitter.push(arrival.chunk), socket, limits.stopping);
        if (ending !== undefined) return ending;
        break;
      }
      case "end":
        return (await answerLines(splitter.end(), socket, limits.stopping)) ?? "server stops";
      case "silence":
        return `silent for ${limits.idleMs} ms`;
      case "stop":
        return "server stops";
      default:
        return arrival satisfies never;
    }
  }
}
