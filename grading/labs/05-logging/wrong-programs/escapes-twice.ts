/**
 * A program that escapes twice.
 *
 * @file shared/logging/log-line.ts
 * @caughtBy no client can colour or turn a line
 * @says It is escaped twice
 */

export function quoted(text: string): string {
  const isTooLong = text.length > MAX_VALUE_LENGTH;
  const kept = isTooLong ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
  return JSON.stringify(printable(kept));
}
