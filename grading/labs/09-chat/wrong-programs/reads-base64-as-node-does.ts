/**
 * A program that reads base64 as Node does.
 *
 * @file a-channel/fernet.ts
 * @caughtBy a token that is altered in one of six ways is refused
 * @says Check the characters
 */

export function fromBase64url(text: string): Buffer | undefined {
  return Buffer.from(text, "base64url");
}
