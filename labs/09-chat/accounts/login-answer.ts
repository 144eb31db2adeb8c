/** What is said to somebody who wants to come in. */
import type { Log } from "../../../shared/logging/log.ts";
import type { Answer } from "../protocol/messages.ts";

/** The answer to an entry; `last` is still missing in it, which the room knows. */
export type LoginAnswer =
  | Exclude<Answer, { type: "accepted" }>
  | Omit<Extract<Answer, { type: "accepted" }>, "last">;

/** Who wants to come in. */
export interface LoginClient {
  /** Its address, without the port. */
  host: string;
  log: Log;
}

/** When all places for a hash are taken: by then the queue is through, at half a second for each of two. */
const BUSY_MS = 2_000;

/** The throttle is closed. */
export function tooMany(waitMs: number, { log }: LoginClient): LoginAnswer {
  const retryAfterMs = Math.ceil(waitMs);
  log.warn("log-in-refused", { why: "too-many-attempts", retryAfterMs });
  const seconds = Math.ceil(waitMs / 1_000);
  return { type: "refused", reason: `too many attempts; try again in ${seconds} s`, retryAfterMs };
}

/** All places for a hash are taken. */
export function busy({ log }: LoginClient): LoginAnswer {
  log.warn("log-in-refused", { why: "busy" });
  return { type: "refused", reason: "busy; try again later", retryAfterMs: BUSY_MS };
}

/** The operator has put other users in the place of those among whom this one was looked up. */
export function changed({ log }: LoginClient): LoginAnswer {
  log.warn("log-in-refused", { why: "users-changed" });
  return { type: "refused", reason: "the users have changed meanwhile; try again" };
}
