/**
 * A program that logs a wrong message with its token.
 *
 * @file session-token.ts
 * @caughtBy no token is shown or logged
 * @says nobody's business
 */

export function textBehindToken(token: string, message: string): string {
  const start = `${token} `;
  if (!isSameSecret(message.slice(0, start.length), start)) {
    throw new ProtocolError(`${token} was expected, not ${message}`);
  }
  return message.slice(start.length);
}
