/**
 * A program that counts the header into the length.
 *
 * @file shared/framing/encode-frame.ts
 * @caughtBy the first frame carries the token
 * @says counts itself
 */

export function encodeFrame(body: string | Uint8Array): Uint8Array {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const frame = Buffer.allocUnsafe(HEADER_BYTES + bytes.length);
  frame.writeUInt32BE(frame.length);
  frame.set(bytes, HEADER_BYTES);
  return frame;
}
