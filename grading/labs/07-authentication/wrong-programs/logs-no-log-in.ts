/**
 * A program that logs no log-in.
 *
 * @file answer.ts
 * @caughtBy the log tells of each log-in
 * @says it should be found so, and the log tell it
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
  return { type: "welcome", name: user.name, token: sessions.open(user.name) };
}
