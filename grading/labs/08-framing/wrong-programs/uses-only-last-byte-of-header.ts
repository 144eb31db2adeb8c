/**
 * A program that uses only the last byte of the header.
 *
 * @file shared/framing/encode-frame.ts
 * @caughtBy a reply may be long, and empty
 * @says did not fit
 */

export function encodeFrame(body: string | Uint8Array): Uint8Array {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const frame = Buffer.allocUnsafe(HEADER_BYTES + bytes.length);
  frame.fill(0, 0, HEADER_BYTES);
  frame[3] = bytes.length;
  frame.set(bytes, HEADER_BYTES);
  return frame;
}
