/**
 * A program that does not understand exit before CR LF.
 *
 * @file answer-client.ts
 * @caughtBy a CR before the line end does not count
 * @says A CR right before the LF is not part of the line
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
        const ending = await answerLines(
          splitter.push(
            Buffer.from(result.chunk.toString("latin1").replaceAll("\r\n", " \n"), "latin1"),
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
        return result satisfies never;
    }
  }
}
