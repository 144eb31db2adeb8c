/**
 * What the page in the browser and the chat client behind it say to each other over their WebSocket.
 *
 *     page  ── FromPage ──▶  client  ── FC1 or TLS ──▶  server
 *           ◀── [ToPage, …] ──
 *
 * One WebSocket message is one JSON text: a `FromPage` in one direction, a list of `ToPage` in the other,
 * so that what came in one record is drawn at once. Neither side trusts the shape of what it hears: see
 * parse-from-page.ts and parse-to-page.ts.
 */
import type { State } from "../client/updates.ts";
import type { Message } from "../protocol/messages.ts";

/** What a person at the page wants. */
export type FromPage =
  | { type: "trust"; fingerprint: string; isTrusted: boolean }
  | { type: "enter"; action: "log-in" | "register"; name: string; password: string }
  | { type: "say"; text: string }
  | { type: "tell"; to: string; text: string }
  /** What has been written and not sent; empty when there is nothing. */
  | Draft
  /** A text that was not sent: send it again, or forget it. */
  | { type: "retry"; id: string }
  | { type: "dismiss"; id: string }
  /** Messages before this number; before the oldest that was shown if there is none. */
  | { type: "older"; before?: number }
  | { type: "search"; text: string }
  | { type: "log-out" }
  | { type: "connect" };

/**
 * What the client knows of the server's fingerprint: met for the first time, met before, or another one
 * than before.
 */
export type Standing = "new" | "known" | "changed";

/** What a page shows. `welcome` comes first, and whatever a page showed before is void. */
export type ToPage =
  | { type: "welcome"; address: string; encryption: string }
  | { type: "state"; state: State; reason?: string; retryInMs?: number }
  | { type: "fingerprint"; fingerprint: string; standing: Standing }
  | { type: "entered"; name: string }
  | Draft
  | { type: "refused"; reason: string }
  | { type: "members"; names: readonly string[] }
  | TimelineItem
  | { type: "past"; messages: readonly Message[]; more: boolean }
  | { type: "results"; text: string; messages: readonly Message[]; more: boolean }
  | { type: "pending"; id: string; text: string; to?: string }
  | { type: "acknowledged"; id: string }
  | { type: "not-taken"; id?: string; reason: string };

/** A text that is being written, and to whom if it is not for all. */
export interface Draft {
  type: "draft";
  text: string;
  to?: string;
}

/** One thing in the timeline of the conversation, with its time: RFC 3339, UTC. */
export type TimelineItem =
  | ({ type: "message" } & Message)
  | { type: "private"; time: string; from: string; to: string; text: string }
  | { type: "joined"; time: string; name: string }
  | { type: "left"; time: string; name: string }
  | { type: "notice"; time: string; text: string };

/**
 * The longest message of a page, in bytes. What is sent to the server is far shorter (see
 * protocol/limits.ts); a draft may be longer than that, so that it can be cut down.
 */
export const MAX_FROM_PAGE_BYTES = 65_536;

/** Why the client closes a page's WebSocket: the codes from 4000 on are a program's own (RFC 6455 section 7.4.2). */
export const CLOSED_BY_ANOTHER_PAGE = 4_001;
export const CLOSED_AT_STOP = 4_002;
