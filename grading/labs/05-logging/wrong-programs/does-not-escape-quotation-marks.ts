/**
 * A program that puts quotation marks around a text that has some inside.
 *
 * @file shared/logging/log-line.ts
 * @caughtBy text that looks like fields stands in quotation marks
 * @says stands in quotation marks, as JSON writes it
 */

export function quoted(text: string): string {
  const isTooLong = text.length > MAX_VALUE_LENGTH;
  const kept = isTooLong ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
  return `"${printable(kept)}"`;
}
