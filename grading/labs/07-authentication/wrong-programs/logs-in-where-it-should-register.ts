/**
 * A program that logs in where it should register.
 *
 * @file enter.ts
 * @caughtBy the client registers first when it is told so
 * @says "type" should be "register"; it is "log-in"
 */

export async function enter(
  exchange: Exchange,
  { type, name, password }: Credentials,
  another: (() => Promise<string>) | undefined,
): Promise<Session> {
  for (let tried = password; ; ) {
    const answer = await exchange.ask({ type: "log-in", name, password: tried });
    if (answer.type === "welcome") return answer;
    if (!isWrong(answer) || another === undefined) throw refusal("log in", answer);
    printStatus(`the server says: ${answer.reason}`);
    tried = await another();
  }
}
