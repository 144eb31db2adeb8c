/**
 * Bytes as letters, digits, `-` and `_` (RFC 4648 section 5), with the padding that a Fernet token has.
 *
 * Node reads base64 as a good-natured clerk would: it skips what it does not know, takes `+` for `-`,
 * and does not mind missing padding. A token could then be changed in many ways and still be right;
 * whoever remembers "tokens that I have seen" would be fooled. Here each bytes have one text.
 */

/** The one text of these bytes: as many letters as make a multiple of 4, filled up with `=`. */
export function toBase64url(bytes: Buffer): string {
  const text = bytes.toString("base64url");
  return text.padEnd(Math.ceil(text.length / 4) * 4, "=");
}

/** The bytes of a text; undefined when it is not the one that {@link toBase64url} makes of them. */
export function fromBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64url");
  return toBase64url(bytes) === text ? bytes : undefined;
}
