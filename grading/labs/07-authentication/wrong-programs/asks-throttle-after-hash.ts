/**
 * A program that asks the throttle after the hash.
 *
 * @file answer.ts
 * @caughtBy whoever must wait costs no hash
 * @says The hash is computed first, and the throttle asked afterwards
 */

async function logIn(
  name: string,
  password: string,
  { host, log }: Client,
  { accounts, attempts, sessions }: ServerContext,
): Promise<Answer> {
  const attempt = { address: host, name };
  const user = await accounts.whoIs(name, password);
  const waitMs = attempts.begin(attempt);
  if (waitMs > 0) return tooMany(waitMs, log);
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
