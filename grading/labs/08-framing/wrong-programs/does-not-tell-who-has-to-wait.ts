/**
 * A program that does not tell a client that it has to wait.
 *
 * @file handle-connection.ts
 * @caughtBy who comes second waits in line, and is told so
 * @says client in line is told
 */

async function greet(
  { client, turn }: Place<Client>,
  token: string,
  context: ServerContext,
): Promise<void> {
  const { stream, address, log } = client;
  await send(stream, tokenMessage(token));
  const hasToWait = context.line.first !== client;
  if (hasToWait) {
    context.print(`waiting ${address}`);
  }
  if (!(await turn)) return;
  context.print(`talking to ${address}`);
  log.info("talking");
  if (hasToWait) await send(stream, withChecksum(context.checksum, YOUR_TURN));
}
