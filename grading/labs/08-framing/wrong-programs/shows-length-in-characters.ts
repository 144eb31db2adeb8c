/**
 * A program that shows the length in characters.
 *
 * @file handle-connection.ts
 * @caughtBy the length that is shown counts bytes
 * @says its text in bytes
 */

async function listen(
  { client, turn }: Place<Client>,
  token: string,
  context: ServerContext,
): Promise<void> {
  for await (const message of client.stream) {
    const text = withoutChecksum(context.checksum, textBehindToken(token, message));
    if (!(await turn)) return;
    const bytes = text.length;
    context.print(`received ${bytes} bytes: ${text}`);
    client.log.info("received", { bytes });
  }
}
