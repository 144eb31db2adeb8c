/**
 * A program that takes the longest wait for too long.
 *
 * @file request.ts
 * @caughtBy one client's wait holds up nobody, and nobody's exit ends it
 * @says at most 10000 means 10000 as well
 */

export function parseRequest(line: string): Request {
  if (line === "exit") return { type: "exit" };
  const digits = /^wait (\d+)$/.exec(line)?.[1];
  const milliseconds = Number(digits ?? Number.NaN);
  if (milliseconds < MAX_WAIT_MS) return { type: "wait", milliseconds };
  return { type: "text", text: line };
}
