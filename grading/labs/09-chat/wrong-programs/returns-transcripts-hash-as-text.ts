/**
 * A program that returns the transcript's hash as a text.
 *
 * @file a-channel/hello.ts
 * @caughtBy the server signs its hello with the key of its certificate
 * @says and no text
 * @typeError TS2322
 */

export function transcriptHash(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(encodeFrame(part));
  return hash.digest("hex");
}
