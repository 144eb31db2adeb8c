/**
 * A program that passes over an empty text.
 *
 * @file handle-connection.ts
 * @caughtBy an empty text is a message too
 * @says An empty text is a message like any other
 */

async function listen(
  { client, turn }: Place<Client>,
  token: string,
  context: ServerContext,
): Promise<void> {
  for await (const message of client.stream) {
    const text = withoutChecksum(context.checksum, textBehindToken(token, message));
    if (!(await turn)) return;
    if (text === "") continue;
    const bytes = Buffer.byteLength(text);
    context.print(`received ${bytes} bytes: ${text}`);
    client.log.info("received", { bytes });
  }
}
