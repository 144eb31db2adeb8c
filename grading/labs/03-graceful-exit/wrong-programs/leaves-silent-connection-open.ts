/**
 * A program that tells a silent client good-bye and leaves the connection open.
 *
 * @file answer-client.ts
 * @caughtBy a silent client is told so and left
 * @says A timeout closes nothing by itself
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
        return (await answerLines(splitter.end(), socket, limits.stopping)) ?? "end of stream";
      case "silence":
        socket.write(goodBye(`silent for ${limits.idleMs} ms`));
        return await new Promise(() => {});
      case "stop":
        return "server stops";
      default:
        return result satisfies never;
    }
  }
}
