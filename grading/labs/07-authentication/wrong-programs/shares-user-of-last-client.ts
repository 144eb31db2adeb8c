/**
 * A program that keeps who logs in in a variable that all share.
 *
 * @file answer.ts
 * @caughtBy each client is welcomed under its own name
 * @says in a variable of the module, which all connections share
 */

let current = "";

async function logIn(
  name: string,
  password: string,
  { host, log }: Client,
  { accounts, attempts, sessions }: ServerContext,
): Promise<Answer> {
  const attempt = { address: host, name };
  const waitMs = attempts.begin(attempt);
  if (waitMs > 0) return tooMany(waitMs, log);
  current = name;
  const user = await accounts.whoIs(name, password);
  if (user === "busy") return busy(() => attempts.wasNotMade(attempt), log);
  if (user === undefined) {
    // Of an unknown name nothing is noted: now and then somebody types the password there.
    log.warn("log-in-refused", { user: accounts.has(name) ? name : undefined });
    return refused(WRONG);
  }
  attempts.wasRight(attempt);
  log.info("log-in", { user: user.name });
  return { type: "welcome", name: current, token: sessions.open(user.name) };
}
