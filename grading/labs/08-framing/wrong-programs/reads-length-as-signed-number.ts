/**
 * A program that reads the length as a signed number.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy who announces too much is refused at once
 * @says below zero
 */

function readLength(bytes: Uint8Array, offset: number): number {
  const a = bytes[offset] ?? 0;
  const b = bytes[offset + 1] ?? 0;
  const c = bytes[offset + 2] ?? 0;
  const d = bytes[offset + 3] ?? 0;
  return (a << 24) | (b << 16) | (c << 8) | d;
}
