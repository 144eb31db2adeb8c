/**
 * A program that hashes the hellos the last one first.
 *
 * @file a-channel/hello.ts
 * @caughtBy the server signs its hello with the key of its certificate
 * @says the ServerHello first
 */

export function transcriptHash(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts.toReversed()) hash.update(encodeFrame(part));
  return hash.digest();
}
