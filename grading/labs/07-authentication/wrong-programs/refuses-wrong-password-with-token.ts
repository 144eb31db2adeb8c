/**
 * A program that refuses a wrong password, with a token.
 *
 * @file answer.ts
 * @caughtBy a wrong password lets nobody in
 * @says should bring no token
 * @typeError TS2353
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
    return { ...refused(WRONG), token: sessions.open(name) };
  }
  attempts.wasRight(attempt);
  log.info("log-in", { user: user.name });
  return { type: "welcome", name: user.name, token: sessions.open(user.name) };
}
