/**
 * A program that throws away what is not printable.
 *
 * @file shared/logging/log-line.ts
 * @caughtBy no client can colour or turn a line
 * @says Escape what is not printable
 */

export function quoted(text: string): string {
  const isTooLong = text.length > MAX_VALUE_LENGTH;
  const kept = isTooLong ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
  return JSON.stringify(kept.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ""));
}
