/**
 * A program that waits for drain after each write.
 *
 * @file shared/net/send.ts
 * @caughtBy the client sends its input byte for byte
 * @says only after `write` has returned false
 */

export async function send(stream: Writable, chunk: Uint8Array | string): Promise<void> {
  stream.write(chunk);
  await new Promise<void>((resolve) => {
    const settle = () => {
      stream.off("drain", settle);
      stream.off("close", settle);
      resolve();
    };
    stream.on("drain", settle);
    stream.on("close", settle);
  });
}
