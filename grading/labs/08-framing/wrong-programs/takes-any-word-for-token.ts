/**
 * A program that takes any word for the token.
 *
 * @file session-token.ts
 * @caughtBy what comes without the token is refused
 * @says checked before anything else
 */

export function textBehindToken(token: string, message: string): string {
  const start = `${token} `;
  if (!message.includes(" ")) {
    throw new ProtocolError("a message without the token of its session");
  }
  return message.slice(start.length);
}
