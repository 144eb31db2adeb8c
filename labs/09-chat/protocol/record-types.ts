/**
 * What kinds of record there are: one byte, before the text of each (see README, *The wire*). The names
 * in capital letters are those of the course that this lab comes from.
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

/** A record as it was received: its type may be none of ours, and what is inside has not been looked at. */
export interface RawRecord {
  type: number;
  body: Uint8Array;
}

/** Whether a record answers a login request, whatever is in it. */
export function isAnswer({ type }: RawRecord): boolean {
  return type >= RECORD.LOGIN_ACCEPTED && type <= RECORD.REFUSED;
}
