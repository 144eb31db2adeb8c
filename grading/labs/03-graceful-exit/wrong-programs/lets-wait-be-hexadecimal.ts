/**
 * A program that lets a wait be hexadecimal.
 *
 * @file request.ts
 * @caughtBy only a whole line is a command
 * @says also reads hexadecimal
 */

export function parseRequest(line: string): Request {
  if (line === "exit") return { type: "exit" };
  const digits = /^wait ([\dx]+)$/.exec(line)?.[1];
  const milliseconds = Number(digits ?? Number.NaN);
  if (milliseconds <= MAX_WAIT_MS) return { type: "wait", milliseconds };
  return { type: "text", text: line };
}
