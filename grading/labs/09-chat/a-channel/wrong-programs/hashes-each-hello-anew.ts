/**
 * A program that makes a new hash for each hello and returns the last.
 *
 * @file hello.ts
 * @caughtBy the server signs its hello with the key of its certificate
 * @says a hash of the ServerHello alone
 */

export function transcriptHash(...parts: readonly Uint8Array[]): Buffer {
  let digest = Buffer.alloc(0);
  for (const part of parts) digest = createHash("sha256").update(encodeFrame(part)).digest();
  return digest;
}
