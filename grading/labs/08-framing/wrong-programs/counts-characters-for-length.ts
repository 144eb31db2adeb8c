/**
 * A program that counts characters for the length.
 *
 * @file shared/framing/encode-frame.ts
 * @caughtBy the length counts bytes, not letters
 * @says counts characters
 */

export function encodeFrame(body: string | Uint8Array): Uint8Array {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const frame = Buffer.allocUnsafe(HEADER_BYTES + bytes.length);
  frame.writeUInt32BE(body.length);
  frame.set(bytes, HEADER_BYTES);
  return frame;
}
