/**
 * What a client's line asks for.
 *
 *     hello          text: comes back as it is
 *     exit           ends the session
 *     wait 250       is answered after 250 ms: an answer that takes a while
 *     exitus         text; so are "no exit", "EXIT", "wait", "wait a bit" and "wait 10001"
 */

/** The longest wait that can be asked for, in milliseconds. */
export const MAX_WAIT_MS = 10_000;

export type Request =
  | { type: "text"; text: string }
  | { type: "exit" }
  | { type: "wait"; milliseconds: number };

/**
 * Reads one whole line, without its line end. Nothing is an error here: what is no command is text.
 *
 * @exercise 03.2 Tell `exit` and `wait MS` from text: the whole line counts, and nothing but the line.
 */
export function parseRequest(line: string): Request {
  if (line === "exit") return { type: "exit" };
  const digits = /^wait (\d+)$/.exec(line)?.[1];
  const milliseconds = Number(digits ?? Number.NaN);
  if (milliseconds <= MAX_WAIT_MS) return { type: "wait", milliseconds };
  return { type: "text", text: line };
}
