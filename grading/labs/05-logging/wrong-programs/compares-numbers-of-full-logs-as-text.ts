/**
 * A program that compares the numbers of full logs as text.
 *
 * @file shared/logging/log.ts
 * @caughtBy behind server.log.9 come server.log.10 and server.log.11
 * @says as text, 9 is more than 10
 */

function numbersOf(path: string): number[] {
  const start = `${basename(path)}.`;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length))
    .filter((digits) => /^[1-9]\d*$/.test(digits))
    .sort()
    .map(Number);
}
