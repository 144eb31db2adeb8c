/**
 * A program that keeps the unfinished line of all clients in one variable.
 *
 * @file handle-connection.ts
 * @caughtBy clients that speak at the same time are kept apart
 * @says in a variable of the module, which all connections share
 */

const splitter = new LineSplitter();

async function answerRequests(
  { socket, host, log }: LoggedConnection,
  chunks: Chunks,
  context: ServerContext,
  limits: ConnectionLimits,
): Promise<string> {
  const deadline = new ReadDeadline(limits);
  const answerLines = async (lines: readonly string[]) => {
    for (const line of lines) {
      if (limits.stopping.aborted) return "stop";
      const answer = await answerTo(line, { host, log }, context);
      deadline.note(answer);
      await send(socket, lineOf(answer));
      if (answer.type === "good-bye") return "log-out";
    }
    return undefined;
  };
  for (;;) {
    const { stopping } = limits;
    const result = await readNext(chunks, { idleMs: deadline.leftMs(), stopping });
    switch (result.type) {
      case "chunk": {
        const ending = await answerLines(splitter.push(result.chunk));
        if (ending !== undefined) return ending;
        break;
      }
      case "end":
        return (await answerLines(splitter.end())) ?? "end";
      case "silence":
        return await reportTimeout(socket, deadline);
      case "stop":
        return "stop";
      default:
        return result satisfies never;
    }
  }
}
