/**
 * A program that does not notice the end of the stream.
 *
 * @file visit.ts
 * @caughtBy the server says how a client left
 * @says Nobody notices it here
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
        return await new Promise(() => {});
      case "silence":
        return `silent for ${limits.idleMs} ms`;
      case "stop":
        return "server stops";
      default:
        return arrival satisfies never;
    }
  }
}
