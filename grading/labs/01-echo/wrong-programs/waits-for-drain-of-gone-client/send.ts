/**
 * @file shared/net/send.ts
 */

export async function send(stream: Writable, chunk: Uint8Array | string): Promise<void> {
  if (stream.write(chunk) || stream.destroyed) return;
  await new Promise<void>((resolve) => {
    const settle = () => {
      stream.off("drain", settle);
      stream.off("close", settle);
      resolve();
    };
    stream.on("drain", settle);
  });
}
