/**
 * A program that prints what others say as it comes.
 *
 * @file terminal/format-text.ts
 * @caughtBy what comes from the network cannot command the terminal
 * @says A line end in a text forges lines
 */

export function sanitizeLine(text: string): string {
  return text;
}
