/**
 * A program that writes the lowest byte of the length first.
 *
 * @file shared/framing/encode-frame.ts
 * @caughtBy the first frame carries the token
 * @says lowest byte first
 */

export function encodeFrame(body: string | Uint8Array): Uint8Array {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const frame = Buffer.allocUnsafe(HEADER_BYTES + bytes.length);
  frame.writeUInt32LE(bytes.length);
  frame.set(bytes, HEADER_BYTES);
  return frame;
}
