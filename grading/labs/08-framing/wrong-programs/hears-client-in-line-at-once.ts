/**
 * A program that hears a client in line at once.
 *
 * @file handle-connection.ts
 * @caughtBy what was said in line is heard in its turn
 * @says not heard before its turn
 */

async function listen(
  { client, turn }: Place<Client>,
  token: string,
  context: ServerContext,
): Promise<void> {
  for await (const message of client.stream) {
    const text = withoutChecksum(context.checksum, textBehindToken(token, message));
    const bytes = Buffer.byteLength(text);
    context.print(`received ${bytes} bytes: ${text}`);
    client.log.info("received", { bytes });
  }
}
