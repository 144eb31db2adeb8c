/**
 * A program that ends the session with the connection.
 *
 * @file visit.ts
 * @caughtBy a token is bound to the user, not to the connection
 * @says A phone changes its connection
 */

async function converse(
  { socket, host, log }: Visitor,
  chunks: Chunks,
  house: House,
  limits: VisitLimits,
): Promise<string> {
  const splitter = new LineSplitter();
  const deadline = new ReadDeadline(limits);
  const answerLines = async (lines: readonly string[]) => {
    for (const line of lines) {
      if (limits.stopping.aborted) return "stop";
      const answer = await answerTo(line, { host, log }, house);
      deadline.note(answer);
      if (answer.type === "welcome") {
        socket.once("close", () => house.sessions.close(answer.token));
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
