/**
 * A program that writes the transcript's hash in letters.
 *
 * @file a-channel/hello.ts
 * @caughtBy the server signs its hello with the key of its certificate
 * @says written in letters
 */

export function transcriptHash(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(encodeFrame(part));
  return Buffer.from(hash.digest("hex"));
}
