/**
 * A program that passes over records that it does not know.
 *
 * @file b-accounts/log-in.ts
 * @caughtBy what nobody has agreed upon is answered with CLOSE
 * @says look at the type, and at the shape
 */

export async function logIn(
  connection: ClientConnection,
  client: LoginClient,
  options: LogInOptions,
): Promise<User | undefined> {
  const timer = setTimeout(() => {
    connection.end("log-in-deadline", { reason: "you took too long to log in; connect again" });
  }, options.logInMs);
  try {
    for (;;) {
      const record = await connection.next();
      if (record === undefined) return undefined;
      await connection.pause(options.waitMs());
      if (connection.takesAsSignOfLife(record) || record.type > 40) continue;
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
