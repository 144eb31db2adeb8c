/**
 * A program that goes on after a refused log-in.
 *
 * @file enter.ts
 * @caughtBy a refused log-in ends the client
 * @says goes on as if it had been welcomed
 */

export async function enter(
  exchange: Exchange,
  { type, name, password }: Credentials,
  another: (() => Promise<string>) | undefined,
): Promise<Session> {
  if (type === "register") await register(exchange, name, password);
  for (let tried = password; ; ) {
    const answer = await exchange.ask({ type: "log-in", name, password: tried });
    if (answer.type === "welcome") return answer;
    if (!isWrong(answer) || another === undefined) return { name, token: "" };
    printStatus(`the server says: ${answer.reason}`);
    tried = await another();
  }
}
