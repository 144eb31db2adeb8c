/**
 * A program that leaves out the padding of its tokens.
 *
 * @file a-channel/fernet.ts
 * @caughtBy a token that is altered in one of six ways is refused
 * @says The token comes without its padding
 */

export function toBase64url(bytes: Buffer): string {
  const text = bytes.toString("base64url");
  return text;
}
