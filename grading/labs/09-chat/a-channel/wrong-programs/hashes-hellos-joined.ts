/**
 * A program that joins the hellos before it hashes them.
 *
 * @file hello.ts
 * @caughtBy the server signs its hello with the key of its certificate
 * @says without their lengths
 */

export function transcriptHash(...parts: readonly Uint8Array[]): Buffer {
  return createHash("sha256").update(Buffer.concat(parts)).digest();
}
