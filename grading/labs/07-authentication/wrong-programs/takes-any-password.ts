/**
 * A program that takes any password.
 *
 * @file answer.ts
 * @caughtBy bad names and passwords are refused
 * @says 8 characters at least
 */

async function register(
  name: string,
  text: string,
  { host, log }: Client,
  { accounts, attempts }: ServerContext,
): Promise<Answer> {
  const attempt = { address: host, name };
  const waitMs = attempts.begin(attempt);
  if (waitMs > 0) return tooMany(waitMs, log);
  const outcome = await registered(accounts, name, text, log);
  if (outcome === "not stored") {
    attempts.wasNotMade(attempt);
    return refused("cannot store an account now; try again later");
  }
  if (outcome === "busy") return busy(() => attempts.wasNotMade(attempt), log);
  if (outcome === "taken") return refused("name is taken");
  attempts.wasRight(attempt);
  log.info("registered", { user: name });
  return { type: "registered" };
}
