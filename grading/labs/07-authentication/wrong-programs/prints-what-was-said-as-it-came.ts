/**
 * A program that prints what was said as it came.
 *
 * @file run-client.ts
 * @caughtBy what was said cannot command the terminal
 * @says print them as escapes
 */

export async function runClient(options: RunClientOptions): Promise<void> {
  const { exchange, session, output } = options;
  const { token } = session;
  for (;;) {
    const text = await nextLine(options);
    if (text === undefined || text === "exit") break;
    const answer = await exchange.ask({ type: "say", token, text });
    if (answer.type !== "said") throw refusal("go on", answer);
    await send(output, `${answer.text}\n`);
  }
  const answer = await exchange.ask({ type: "log-out", token });
  if (answer.type !== "good-bye") throw refusal("log out", answer);
}
