/**
 * A program that puts one length before all hellos.
 *
 * @file a-channel/hello.ts
 * @caughtBy the server signs its hello with the key of its certificate
 * @says one length before both hellos
 */

export function transcriptHash(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  hash.update(encodeFrame(Buffer.concat(parts)));
  return hash.digest();
}
