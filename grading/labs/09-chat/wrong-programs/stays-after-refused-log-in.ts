/**
 * A program that stays when its log-in is refused, though nobody is there to be asked.
 *
 * @file terminal/from-pipe.ts
 * @caughtBy a refused log-in ends the client with status 1
 * @says From a pipe nobody can be asked again
 */

export async function chatFromPipe(options: PipeOptions): Promise<void> {
  const { input, output, address, stopped } = options;
  const entered = Promise.withResolvers<void>();
  /** Rejects, at the first log-in or at a later one. */
  const refused = Promise.withResolvers<never>();
  let members: readonly string[] = [];
  /** Who is or was here: a message to somebody who has left must not go to somebody else. */
  const names = new Set<string>();
  let printing: Promise<void> | undefined;

  function show(update: Update): void | Promise<void> {
    if (update.type === "members") {
      members = update.names;
      for (const name of members) names.add(name);
      entered.resolve();
    }
    const message = serviceMessageOf(update, address);
    if (message !== undefined) printStatus(message);
    const lines = linesOf(update);
    if (lines !== "") return print(lines);
  }

  /** One wait for all that comes while the output has enough. Who stops waits for nobody who reads nothing. */
  function print(text: string): Promise<void> {
    if (printing !== undefined) output.write(text);
    printing ??= send(output, text).then(() => {
      printing = undefined;
    });
    return Promise.race([printing, stopped.then(() => {})]);
  }

  async function talk(): Promise<void> {
    await entered.promise;
    for await (const line of typedLines(input)) {
      const typed = parseLine(line, [...names]);
      if (typed.type === "exit") break;
      // Who looks wants to see what was said before: a message counts when the server has taken it.
      if (LOOKING.has(typed.type)) await client.allAcknowledged;
      runCommand(typed, { client, members, explain: printStatus });
      await client.acknowledgedUpTo(MAX_AHEAD);
    }
    await client.allAcknowledged;
  }

  const client = new ChatClient({ ...options, on: show });
  client.enter(options.credentials);
  try {
    await Promise.race([talk(), client.ended, refused.promise, stopped]);
  } finally {
    input.destroy();
    await client.leave();
    const { unacknowledged: lost } = client;
    if (lost > 0)
      printStatus(`${lost === 1 ? "1 message was" : `${lost} messages were`} not delivered`);
  }
  await client.ended;
}
