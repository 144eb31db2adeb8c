/**
 * A program that does not understand exit before CR LF.
 *
 * @file visit.ts
 * @caughtBy a CR before the line end does not count
 * @says A CR right before the LF is not part of the line
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
        const ending = await answerLines(
          splitter.push(
            Buffer.from(arrival.chunk.toString("latin1").replaceAll("\r\n", " \n"), "latin1"),
          ),
          socket,
          limits.stopping,
        );
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
