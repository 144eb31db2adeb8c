/**
 * A program that hashes the hash of each hello.
 *
 * @file hello.ts
 * @caughtBy the server signs its hello with the key of its certificate
 * @says a hash of the hashes of both hellos
 */

export function transcriptHash(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(createHash("sha256").update(part).digest());
  return hash.digest();
}
