/**
 * What a line asks for, and what the log may tell of it.
 *
 *     hello              text: comes back as it is
 *     password hunter2   a secret: taken, and shown to nobody
 *     exit               ends the connection
 */
import type { Fields } from "../../shared/logging/log-line.ts";

export type Request =
  | { type: "text"; text: string }
  | { type: "password"; password: string }
  | { type: "exit" };

const PASSWORD = "password ";

/** Reads one whole line, without its end. What is no command is text. */
export function parseRequest(line: string): Request {
  if (line === "exit") return { type: "exit" };
  if (line.startsWith(PASSWORD)) return { type: "password", password: line.slice(PASSWORD.length) };
  return { type: "text", text: line };
}

/** The answer, without its line end. */
export function answerTo(request: Request): string {
  switch (request.type) {
    case "text":
      return request.text;
    case "password":
      return "noted";
    case "exit":
      return "good-bye";
    default:
      return request satisfies never;
  }
}

/**
 * What the log tells of a line. A secret stands under a name that says so, and the log hides what
 * stands there; that it came is no secret. How long it is would help to guess it.
 */
export function fieldsOf(line: string): Fields {
  const request = parseRequest(line);
  const isSecret = request.type === "password";
  return {
    bytes: isSecret ? undefined : Buffer.byteLength(line),
    text: isSecret ? undefined : line,
    password: isSecret ? request.password : undefined,
  };
}
