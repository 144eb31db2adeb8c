/**
 * A program that writes the length as four decimal digits.
 *
 * @file shared/framing/encode-frame.ts
 * @caughtBy the first frame carries the token
 * @says made of digits
 */

export function encodeFrame(body: string | Uint8Array): Uint8Array {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const frame = Buffer.allocUnsafe(HEADER_BYTES + bytes.length);
  frame.write(String(bytes.length).padStart(4, "0").slice(-4), "latin1");
  frame.set(bytes, HEADER_BYTES);
  return frame;
}
