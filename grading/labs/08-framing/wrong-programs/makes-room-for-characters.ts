/**
 * A program that makes room for the characters, not for the bytes.
 *
 * @file shared/framing/encode-frame.ts
 * @caughtBy the length counts bytes, not letters
 * @says room for as many bytes
 * @saysFirst offset is out of bounds
 */

export function encodeFrame(body: string | Uint8Array): Uint8Array {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  frame.writeUInt32BE(bytes.length);
  frame.set(bytes, HEADER_BYTES);
  return frame;
}
