/** What the two sides say to each other, once it is out of its record: unions on `type`. */

/** How a client shows who it is: the records LOGIN_ATTEMPTING, REGISTER_CLIENT_ and RESUME_SESSION. */
export type LoginRequest =
  | { type: "log-in"; name: string; password: string; after?: number }
  | { type: "register"; name: string; password: string }
  | { type: "resume"; token: string; after: number };

/** What a client asks for once it is in: CLIENT_TO_SERVER. */
export type Request =
  | { type: "say"; id: string; text: string }
  | { type: "private"; id: string; to: string; text: string }
  | { type: "history"; before: number }
  | { type: "history"; after: number }
  | { type: "search"; text: string; before?: number }
  | { type: "log-out" };

/** The one answer to an entry: the records from LOGIN_ACCEPTED to REFUSED. */
export type Answer =
  | { type: "accepted"; name: string; token: string; last: number }
  | { type: "wrong" }
  | { type: "taken" }
  | { type: "session-ended" }
  | { type: "refused"; reason: string; retryAfterMs?: number };

/** A message of the room, as it is kept and as it is told. */
export interface Message {
  /** Only grows; the order of all messages. */
  number: number;
  /** When the server has taken it: RFC 3339, UTC, with milliseconds. */
  time: string;
  from: string;
  text: string;
}

/** What happens in the room: SERVER_TO_CLIENT carries a list of these. */
export type ChatEvent =
  | ({ type: "message" } & Message)
  | { type: "private"; time: string; from: string; to: string; text: string }
  | { type: "accepted"; id: string; number?: number }
  | { type: "refused"; id?: string; reason: string }
  | { type: "here"; name: string }
  | { type: "joined"; name: string }
  | { type: "left"; name: string }
  | ({ type: "past" } & Message)
  | { type: "page"; more: boolean }
  | { type: "notice"; text: string };

/** The last word of a side: CLOSE. */
export interface Closing {
  /** For people. */
  reason?: string;
  /** False: do not come back by yourself. */
  again?: boolean;
}
