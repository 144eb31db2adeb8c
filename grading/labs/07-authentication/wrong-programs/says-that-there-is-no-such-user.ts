/**
 * A program that says that there is no such user.
 *
 * @file answer.ts
 * @caughtBy a wrong password and an unknown user get the same answer
 * @says tells a stranger which names exist
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
    return refused(accounts.has(name) ? WRONG : "no such user");
  }
  attempts.wasRight(attempt);
  log.info("log-in", { user: user.name });
  return { type: "welcome", name: user.name, token: sessions.open(user.name) };
}
