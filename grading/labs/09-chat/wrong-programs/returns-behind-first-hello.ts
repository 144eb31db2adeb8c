/**
 * A program that returns behind the first hello.
 *
 * @file a-channel/hello.ts
 * @caughtBy the server signs its hello with the key of its certificate
 * @says a hash of the ClientHello alone
 */

export function transcriptHash(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) return hash.update(encodeFrame(part)).digest();
  return hash.digest();
}
