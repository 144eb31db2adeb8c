/**
 * A program that keeps the beginning of a line in a variable of its module.
 *
 * @file visit.ts
 * @caughtBy exit is seen however it is cut
 * @says Something of one client showed up at another
 */

const splitter = new LineSplitter();

async function converse(
  socket: Socket,
  chunks: Chunks,
  peer: string,
  limits: Limits,
): Promise<Ending> {
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
