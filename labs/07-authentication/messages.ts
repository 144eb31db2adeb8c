/**
 * What the two sides say to each other: one JSON object a line (RFC 8259), told apart by its `type`.
 *
 *     client  ──  {"type":"log-in","name":"ada","password":"…"}      ─▶  server
 *     client  ◀─  {"type":"welcome","name":"ada","token":"u7GkX0…"}  ──  server
 *     client  ──  {"type":"say","token":"u7GkX0…","text":"hello"}    ─▶  server
 *     client  ◀─  {"type":"said","text":"hello"}                     ──  server
 *
 * JSON escapes line ends, so a text of several lines is still one line here.
 */

/** What a client asks for. */
export type Request = Credentials | Order;

/** Who it is; needs no token, because that is how one gets it. */
export type Credentials = { type: "register" | "log-in"; name: string; password: string };

/** Everything else comes with the token. */
export type Order = { token: string } & Command;

export type Command = { type: "say"; text: string } | { type: "log-out" };

/** What a server answers: exactly one to each request. */
export type Answer =
  | { type: "registered" }
  | { type: "welcome"; name: string; token: string }
  | { type: "said"; text: string }
  | { type: "good-bye" }
  | Refusal;

export interface Refusal {
  type: "refused";
  /** For people. */
  reason: string;
  /** For programs: no attempt is looked at before, in milliseconds from now. */
  retryAfterMs?: number;
}

/** The same for a wrong password and for a user who does not exist: a stranger learns nothing of who exists. */
export const WRONG = "wrong name or password";

/** The same for a token that never was, that has ended, and that is missing. */
export const NOT_LOGGED_IN = "not logged in";

/** A message as it crosses the network. */
export function lineOf(message: Request | Answer): string {
  return `${JSON.stringify(message)}\n`;
}

/** An answer that serves nothing. */
export function refused(reason: string): Refusal {
  return { type: "refused", reason };
}
