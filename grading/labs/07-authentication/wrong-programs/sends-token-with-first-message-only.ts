/**
 * A program that sends the token with the first message only.
 *
 * @file run-client.ts
 * @caughtBy the client logs in, and sends its token with every message
 * @says Every message carries the token
 */

export async function runClient(options: RunClientOptions): Promise<void> {
  const { exchange, session, output } = options;
  let { token } = session;
  for (;;) {
    const text = await nextLine(options);
    if (text === undefined || text === "exit") break;
    const answer = await exchange.ask({ type: "say", token, text });
    if (answer.type !== "said") throw refusal("go on", answer);
    token = "";
    await send(output, `${printable(answer.text)}\n`);
  }
  const answer = await exchange.ask({ type: "log-out", token });
  if (answer.type !== "good-bye") throw refusal("log out", answer);
}
