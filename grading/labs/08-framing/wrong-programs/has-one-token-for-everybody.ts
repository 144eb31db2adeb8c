/**
 * A program that has one token for everybody.
 *
 * @file session-token.ts
 * @caughtBy the first frame carries the token
 * @says belongs to one session
 */

export function newToken(): string {
  return Buffer.alloc(TOKEN_BYTES).toString("base64url");
}
