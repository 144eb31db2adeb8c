/**
 * A program that prints what others say as it comes.
 *
 * @file terminal/show-text.ts
 * @caughtBy what comes from the network cannot command the terminal
 * @says A line end in a text forges lines
 */

export function onOneLine(text: string): string {
  return text;
}
