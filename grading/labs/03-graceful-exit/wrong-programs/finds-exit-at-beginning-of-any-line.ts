/**
 * A program that finds exit at the beginning of any line.
 *
 * @file request.ts
 * @caughtBy exit is seen however it is cut
 * @says Compare the whole line
 */

export function parseRequest(line: string): Request {
  if (line.startsWith("exit")) return { type: "exit" };
  const digits = /^wait (\d+)$/.exec(line)?.[1];
  const milliseconds = Number(digits ?? Number.NaN);
  if (milliseconds <= MAX_WAIT_MS) return { type: "wait", milliseconds };
  return { type: "text", text: line };
}
