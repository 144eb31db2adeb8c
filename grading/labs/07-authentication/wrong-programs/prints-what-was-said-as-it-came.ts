/**
 * A program that prints what was said as it came.
 *
 * @file run-client.ts
 * @caughtBy what was said cannot command the terminal
 * @says print them as escapes
 */

export async function runClient(talk: Talk): Promise<void> {
  const { exchange, session, output } = talk;
  const { token } = session;
  for (;;) {
    const text = await nextLine(talk);
    if (text === undefined || text === "exit") break;
    const answer = await exchange.ask({ type: "say", token, text });
    if (answer.type !== "said") throw refusal("go on", answer);
    await send(output, `${answer.text}\n`);
  }
  const answer = await exchange.ask({ type: "log-out", token });
  if (answer.type !== "good-bye") throw refusal("log out", answer);
}
