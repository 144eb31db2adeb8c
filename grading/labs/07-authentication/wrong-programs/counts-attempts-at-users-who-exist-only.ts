/**
 * A program that counts attempts at users who exist only.
 *
 * @file answer.ts
 * @caughtBy an unknown user has to wait just the same
 * @says Count by the name that was given
 */

async function logIn(
  name: string,
  password: string,
  { host, log }: Client,
  { accounts, attempts, sessions }: ServerContext,
): Promise<Answer> {
  const attempt = { address: host, name };
  const waitMs = accounts.has(name) ? attempts.begin(attempt) : 0;
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
  return { type: "welcome", name: user.name, token: sessions.open(user.name) };
}
