/**
 * A program that escapes control characters and forgets what turns a line.
 *
 * @file shared/logging/log-line.ts
 * @caughtBy no client can colour or turn a line
 * @says holds the character U+202E as it is
 */

export function quoted(text: string): string {
  const isTooLong = text.length > MAX_VALUE_LENGTH;
  const kept = isTooLong ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
  const escaped = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(kept).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, escaped);
}
