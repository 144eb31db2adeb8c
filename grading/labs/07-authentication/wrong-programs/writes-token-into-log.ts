/**
 * A program that writes the token into the log.
 *
 * @file answer.ts
 * @caughtBy a token stands in no file and on no screen
 * @says Whoever has the token is logged in
 */

async function logIn(
  name: string,
  password: string,
  { host, log }: Client,
  { accounts, attempts, sessions }: ServerContext,
): Promise<Answer> {
  const attempt = { address: host, name };
  const waitMs = attempts.begin(attempt);
  if (waitMs > 0) return tooMany(waitMs, log);
  const user = await accounts.whoIs(name, password);
  if (user === "busy") return busy(() => attempts.wasNotMade(attempt), log);
  if (user === undefined) {
    // Of an unknown name nothing is noted: now and then somebody types the password there.
    log.warn("log-in-refused", { user: accounts.has(name) ? name : undefined });
    return refused(WRONG);
  }
  attempts.wasRight(attempt);
  log.info("log-in", { user: user.name });
  const session = sessions.open(user.name);
  log.info("session", { session });
  return { type: "welcome", name: user.name, token: session };
}
