/**
 * A program that takes any first frame for its token, as a client.
 *
 * @file session-token.ts
 * @caughtBy the client refuses a server that breaks the rules
 * @says does not begin with a token
 */

export function tokenIn(message: string): string {
  const token = TOKEN_MESSAGE.exec(message)?.[1];
  if (token === undefined) return message;
  return token;
}
