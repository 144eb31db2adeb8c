/**
 * A program that does not look at how a hello begins.
 *
 * @file a-channel/hello.ts
 * @caughtBy who begins wrongly is sent away without a word, and others are served
 * @says Nobody has proved anything yet
 */

export function parseClientHello(bytes: Uint8Array): Hello {
  const reader = new ByteReader(bytes);
  if (reader.take(MAGIC.length).length === 0) {
    throw new ProtocolError("a hello of another protocol than FC1");
  }
  const hello = takeHello(reader);
  reader.end();
  return hello;
}
