/**
 * A program that hashes the hellos one behind the other, without their lengths.
 *
 * @file a-channel/hello.ts
 * @caughtBy the server signs its hello with the key of its certificate
 * @says without their lengths
 */

export function transcriptHash(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
