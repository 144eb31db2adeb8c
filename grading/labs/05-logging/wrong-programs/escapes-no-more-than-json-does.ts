/**
 * A program that escapes no more than JSON does.
 *
 * @file shared/logging/log-line.ts
 * @caughtBy no client can split or forge a line
 * @says holds the character U+0085 as it is
 */

export function quoted(text: string): string {
  const isTooLong = text.length > MAX_VALUE_LENGTH;
  const kept = isTooLong ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
  return JSON.stringify(kept);
}
