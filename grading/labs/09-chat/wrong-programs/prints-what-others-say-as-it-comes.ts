/**
 * A program that prints what others say as it comes.
 *
 * @file terminal/from-pipe.ts
 * @caughtBy what comes from the network cannot command the terminal
 * @says A line end in a text forges lines
 */

function lineOf(item: TimelineItem): string {
  return `${textOf(item)}\n`;
}
