/**
 * A program that finds exit in any line.
 *
 * @file request.ts
 * @caughtBy only a whole line is a command
 * @says Compare the whole line
 */

export function parseRequest(line: string): Request {
  if (line.includes("exit")) return { type: "exit" };
  const digits = /^wait (\d+)$/.exec(line)?.[1];
  const milliseconds = Number(digits ?? Number.NaN);
  if (milliseconds <= MAX_WAIT_MS) return { type: "wait", milliseconds };
  return { type: "text", text: line };
}
