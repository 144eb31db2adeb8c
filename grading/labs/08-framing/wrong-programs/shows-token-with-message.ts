/**
 * A program that shows the token with the message.
 *
 * @file handle-connection.ts
 * @caughtBy a message is shown, and nothing else of it
 * @says token is on the screen
 */

async function listen(
  { client, turn }: Place<Client>,
  token: string,
  context: ServerContext,
): Promise<void> {
  for await (const message of client.stream) {
    const text = withoutChecksum(context.checksum, textBehindToken(token, message));
    if (!(await turn)) return;
    const bytes = Buffer.byteLength(text);
    context.print(`received ${bytes} bytes: ${message}`);
    client.log.info("received", { bytes });
  }
}
