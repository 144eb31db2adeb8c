/**
 * A program that reads a negative wait with Number().
 *
 * @file request.ts
 * @caughtBy only a whole line is a command
 * @says no wait ends before it begins
 */

export function parseRequest(line: string): Request {
  if (line === "exit") return { type: "exit" };
  const digits = /^wait (\S+)$/.exec(line)?.[1];
  const milliseconds = Number(digits ?? Number.NaN);
  if (milliseconds <= MAX_WAIT_MS) return { type: "wait", milliseconds };
  return { type: "text", text: line };
}
