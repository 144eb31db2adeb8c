/**
 * A program that waits for a log-in forever.
 *
 * @file b-accounts/log-in.ts
 * @caughtBy to log in has a deadline
 * @says one timer for all attempts together
 */

export async function logIn(
  connection: ClientConnection,
  client: LoginClient,
  options: LogInOptions,
): Promise<User | undefined> {
  const timer = setTimeout(() => {
    connection.end("log-in-deadline", { reason: "you took too long to log in; connect again" });
  }, 600_000);
  try {
    for (;;) {
      const record = await connection.next();
      if (record === undefined) return undefined;
      await connection.pause(options.waitMs());
      if (connection.takesAsSignOfLife(record)) continue;
      const entry = parseLoginRequest(record);
      const answer = await connection.orEnd(answerTo(entry, client, options));
      if (answer === undefined) return undefined;
      sendAnswer(connection, answer);
      if (answer.type === "accepted")
        return { ...answer, after: "after" in entry ? entry.after : undefined };
    }
  } finally {
    clearTimeout(timer);
  }
}
