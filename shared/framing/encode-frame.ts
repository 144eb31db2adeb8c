/**
 * One message as bytes that tell where it ends:
 *
 *     00 00 00 05 │ 68 65 6c 6c 6f
 *     length      │ body
 *
 * The length is that of the body alone, in bytes: an unsigned number of 32 bits, the highest byte
 * first ("network byte order", RFC 1700). Whatever the body holds, it cannot be taken for the end of
 * the message, because nobody looks into it for an end.
 */

/** The bytes before each body. */
export const HEADER_BYTES = 4;

/**
 * The longest body that is taken when nobody says otherwise, in bytes. The header could announce
 * 4 GiB; a message that a person types never needs as much as this.
 */
export const MAX_BODY_BYTES = 1_048_576;

/**
 * Wraps a body into one frame. A text is sent as UTF-8.
 *
 * @exercise 08.1 Return four bytes with the length of the body, counted in bytes, and then the body.
 */
export function encodeFrame(body: string | Uint8Array): Uint8Array {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const frame = Buffer.allocUnsafe(HEADER_BYTES + bytes.length);
  frame.writeUInt32BE(bytes.length);
  frame.set(bytes, HEADER_BYTES);
  return frame;
}
