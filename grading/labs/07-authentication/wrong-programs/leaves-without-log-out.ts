/**
 * A program that leaves without a log-out.
 *
 * @file run-client.ts
 * @caughtBy the client logs out when its input ends
 * @says leaves a good token behind
 */

export async function runClient(options: RunClientOptions): Promise<void> {
  const { exchange, session, output } = options;
  const { token } = session;
  for (;;) {
    const text = await nextLine(options);
    if (text === undefined || text === "exit") break;
    const answer = await exchange.ask({ type: "say", token, text });
    if (answer.type !== "said") throw refusal("go on", answer);
    await send(output, `${printable(answer.text)}\n`);
  }
}
