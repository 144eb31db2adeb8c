/** The figures of the wire, which both sides keep to (see README, *The wire*): types of record, and limits. */

/**
 * What kinds of record there are: one byte, before the text of each. The names in capital letters are
 * those of the course that this lab comes from.
 */
export const RECORD = {
  FINISHED: 1,
  CLOSE: 2,
  PING: 3,
  PONG: 4,
  LOGIN_ATTEMPTING: 16,
  REGISTER_CLIENT_: 17,
  RESUME_SESSION: 18,
  CLIENT_TO_SERVER: 19,
  LOGIN_ACCEPTED: 32,
  INVALID_USERNAME_OR_PASSWORD: 33,
  USER_IN_DATABASE: 34,
  SESSION_ENDED: 35,
  REFUSED: 36,
  SERVER_TO_CLIENT: 37,
} as const;

export type RecordType = (typeof RECORD)[keyof typeof RECORD];

/** The records of the log-in: each says by its type what kind of message is in it. */
export const LOGIN_RECORDS = {
  "log-in": RECORD.LOGIN_ATTEMPTING,
  register: RECORD.REGISTER_CLIENT_,
  resume: RECORD.RESUME_SESSION,
  accepted: RECORD.LOGIN_ACCEPTED,
  wrong: RECORD.INVALID_USERNAME_OR_PASSWORD,
  taken: RECORD.USER_IN_DATABASE,
  "session-ended": RECORD.SESSION_ENDED,
  refused: RECORD.REFUSED,
} as const;

/** A record as it was received: its type may be none of ours, and what is inside has not been looked at. */
export interface RawRecord {
  type: number;
  body: Uint8Array;
}

/** Whether a record answers a login request, whatever is in it. */
export function isAnswer({ type }: RawRecord): boolean {
  return type >= RECORD.LOGIN_ACCEPTED && type <= RECORD.REFUSED;
}

/**
 * The longest frame bodies, in bytes: what a server accepts before the log-in, what a client accepts in the
 * handshake, and what both accept afterwards. A peer that is not known yet gets little room.
 */
export const MAX_LOGIN_BODY_BYTES = 2_048;
export const MAX_HANDSHAKE_BODY_BYTES = 4_096;
export const MAX_MEMBER_BODY_BYTES = 8_192;

/**
 * The longest text of one record, in bytes of JSON. A Fernet token of it must fit into a frame: 8,192
 * characters of base64 are 6,144 bytes, of which 57 are the token's own, up to 16 its padding and 9 the
 * record's.
 */
export const MAX_JSON_BYTES = 6_000;

/** The longest JSON before the log-in, in bytes: 2,048 characters of base64 are 1,536 bytes, less the same 82. */
export const MAX_LOGIN_JSON_BYTES = 1_454;

/** The longest text of a message, in bytes of UTF-8. Even if all of it must be escaped, it fits into a record. */
export const MAX_TEXT_BYTES = 2_000;

/** How many messages a client may have under way, and how many ids of a user the server remembers. */
export const MAX_UNACKNOWLEDGED = 64;
export const REMEMBERED_IDS = 256;

/** How many messages a newcomer is shown, and how many are in a page. */
export const MESSAGES_ON_JOIN = 50;
export const MESSAGES_A_PAGE = 100;

/** The largest number of a message in a file: JavaScript counts exactly up to twice as many (2^53), and more will come. */
export const MAX_STORED_NUMBER = 2 ** 52;
