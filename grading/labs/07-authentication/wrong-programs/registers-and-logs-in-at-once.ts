/**
 * A program that registers and logs in at once.
 *
 * @file answer.ts
 * @caughtBy a registration gets one answer: registered
 * @says To register is not to log in
 */

async function register(
  name: string,
  text: string,
  { host, log }: Client,
  { accounts, attempts, sessions }: ServerContext,
): Promise<Answer> {
  const password = parsePassword(text);
  if (!password.ok) return refused(`bad password: ${password.reason}`);
  const attempt = { address: host, name };
  const waitMs = attempts.begin(attempt);
  if (waitMs > 0) return tooMany(waitMs, log);
  const outcome = await registered(accounts, name, password.value, log);
  if (outcome === "not stored") {
    attempts.wasNotMade(attempt);
    return refused("cannot store an account now; try again later");
  }
  if (outcome === "busy") return busy(() => attempts.wasNotMade(attempt), log);
  if (outcome === "taken") return refused("name is taken");
  attempts.wasRight(attempt);
  log.info("registered", { user: name });
  return { type: "welcome", name, token: sessions.open(name) };
}
