/**
 * A program that takes the address for the session.
 *
 * @file answer.ts
 * @caughtBy without a good token nothing is served
 * @says a stranger, wherever he comes from
 */

const users = new Map();

function answerOrder(
  { token, fields }: FirstLook & { type: "order" },
  client: Client,
  { sessions }: ServerContext,
): Answer {
  const user = sessions.userOf(token) ?? users.get(client.host);
  if (user === undefined) return refused(NOT_LOGGED_IN);
  const command = parseCommand(fields);
  if (!command.ok) return refused(`not understood: ${command.reason}`);
  if (command.value.type === "log-out") sessions.close(token);
  client.log.info(command.value.type, { user });
  return carryOut(command.value);
}

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
  users.set(host, user.name);
  return { type: "welcome", name: user.name, token: sessions.open(user.name) };
}
