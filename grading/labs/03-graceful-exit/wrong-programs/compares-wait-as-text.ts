/**
 * A program that compares a wait as text.
 *
 * @file request.ts
 * @caughtBy wait is answered in its turn
 * @says A wait came back as text
 */

export function parseRequest(line: string): Request {
  if (line === "exit") return { type: "exit" };
  const digits = /^wait (\d+)$/.exec(line)?.[1];
  const milliseconds = Number(digits ?? Number.NaN);
  if (digits !== undefined && digits <= String(MAX_WAIT_MS)) return { type: "wait", milliseconds };
  return { type: "text", text: line };
}
