/**
 * A program that does not notice that the server has left.
 *
 * @file run-client.ts
 * @caughtBy a server that leaves ends the client
 * @says does not notice that nobody is there any more
 */

async function nextLine({
  lines,
  exchange,
  stopped,
}: RunClientOptions): Promise<string | undefined> {
  const next = await Promise.race([
    lines.next().then(({ value }) => value ?? undefined),
    stopped.then(() => undefined),
  ]);
  return next;
}
