/**
 * A program that splits a wait at its blanks.
 *
 * @file request.ts
 * @caughtBy only a whole line is a command
 * @says forget what follows the number
 */

export function parseRequest(line: string): Request {
  if (line === "exit") return { type: "exit" };
  const [word, number] = line.split(" ");
  const digits = word === "wait" ? number : undefined;
  const milliseconds = Number(digits ?? Number.NaN);
  if (milliseconds <= MAX_WAIT_MS) return { type: "wait", milliseconds };
  return { type: "text", text: line };
}
