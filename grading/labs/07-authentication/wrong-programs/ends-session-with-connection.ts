/**
 * A program that ends the session with the connection.
 *
 * @file handle-connection.ts
 * @caughtBy a token is bound to the user, not to the connection
 * @says A phone changes its connection
 */

async function answerRequests(
  { socket, host, log }: LoggedConnection,
  chunks: Chunks,
  context: ServerContext,
  limits: ConnectionLimits,
): Promise<string> {
  const splitter = new LineSplitter();
  const deadline = new ReadDeadline(limits);
  const answerLines = async (lines: readonly string[]) => {
    for (const line of lines) {
      if (limits.stopping.aborted) return "stop";
      const answer = await answerTo(line, { host, log }, context);
      deadline.note(answer);
      if (answer.type === "welcome") {
        socket.once("close", () => context.sessions.close(answer.token));
      }
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
