/**
 * A program that keeps what the server says out of the client's log.
 *
 * @file run-client.ts
 * @caughtBy the client tells its story in client.log
 * @says then "received bytes=5 text=hello"
 */

async function printLines({ socket, output, log }: Conversation): Promise<void> {
  const screen = screenFor(output);
  for await (const line of linesOf(socket)) {
    await send(screen, `${line}\n`);
  }
}
