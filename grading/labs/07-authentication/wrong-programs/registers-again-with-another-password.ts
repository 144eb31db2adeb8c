/**
 * A program that registers again with another password.
 *
 * @file enter.ts
 * @caughtBy a client that has registered tries another password without registering again
 * @says Only the log-in is tried once more
 */

export async function enter(
  exchange: Exchange,
  { type, name, password }: Credentials,
  another: (() => Promise<string>) | undefined,
): Promise<Session> {
  for (let tried = password; ; ) {
    if (type === "register") await register(exchange, name, tried);
    const answer = await exchange.ask({ type: "log-in", name, password: tried });
    if (answer.type === "welcome") return answer;
    if (!isWrong(answer) || another === undefined) throw refusal("log in", answer);
    printStatus(`the server says: ${answer.reason}`);
    tried = await another();
  }
}
