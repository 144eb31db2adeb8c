/**
 * What has been said so far, as 32 bytes: each side makes them of all hellos as it has seen them. Two
 * sides that have the same transcript have seen the same bytes; somebody between them who has changed
 * one cannot make it the same again.
 *
 *     SHA-256( 00 00 00 44 │ ClientHello │ 00 00 05 cc │ ServerHello )
 *
 * The length before each part is that of a frame. Without it, "ab" and "c" would be the same as "a" and
 * "bc".
 */
import { createHash } from "node:crypto";
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";

/**
 * The 32 bytes that stand for these parts, in this order.
 *
 * @exercise 09.1 Return the SHA-256 of all parts, each with its length before it.
 */
export function transcriptHash(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(encodeFrame(part));
  return hash.digest();
}
