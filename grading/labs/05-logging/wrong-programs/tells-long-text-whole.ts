/**
 * A program that tells a long text whole.
 *
 * @file shared/logging/log-line.ts
 * @caughtBy a long text is cut
 * @says A value longer than 256 characters is cut there
 */

export function quoted(text: string): string {
  const isTooLong = false;
  const kept = isTooLong ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
  return printable(JSON.stringify(kept));
}
