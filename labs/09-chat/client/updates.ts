/** What a chat tells whoever shows it: a terminal, a pipe, a page. */
import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import type { Message, Refusal } from "../protocol/messages.ts";

export type State = "connecting" | "entering" | "in" | "waiting" | "ended";

export type Update =
  /** "waiting" comes with the reason and the time until the next attempt, "ended" with a reason if there is one. */
  | { type: "state"; state: State; reason?: string; retryInMs?: number }
  /** The TCP connection stands; the handshake begins. */
  | { type: "connected" }
  /** The server has shown it, and the verifier believes it. */
  | { type: "fingerprint"; fingerprint: string }
  /** Each time, after each reconnect as well. */
  | { type: "entered"; name: string }
  /** Not in the room: ask again, and call `enter` again. */
  | { type: "refused"; why: Refusal }
  | TimelineItem
  /** A page of older messages, the older first, on coming in or because somebody wants to read on. */
  | { type: "past"; of: "join" | "older"; messages: Message[]; more: boolean }
  /** The newest messages that hold the text that was searched for, the older first. */
  | { type: "results"; text: string; messages: Message[]; more: boolean }
  | { type: "members"; names: string[] }
  /** It has left this machine; told again when it is sent again. */
  | { type: "sent"; id: string }
  /** It is on the server's disk. */
  | { type: "acknowledged"; id: string }
  /** The server does not take it: a message, or a search, which has no id. */
  | { type: "not-taken"; id?: string; reason: string };

/**
 * One thing that happens in the room, with its time: RFC 3339, UTC. Each message comes once and in order,
 * whatever happened to the connections; one that was said while the client was away is a "message" too.
 */
export type TimelineItem =
  | ({ type: "message" } & Message)
  | { type: "private"; time: string; from: string; to: string; text: string }
  | { type: "joined"; time: string; name: string }
  | { type: "left"; time: string; name: string }
  | { type: "notice"; time: string; text: string };

/**
 * A number for each name, 24 bits: it gives the name its colour, in the terminal and in the page. It is FNV-1a
 * (http://www.isthe.com/chongo/tech/comp/fnv/), which is short and spreads short names well. It is no
 * hash for secrets. Upper and lower case are the same name.
 */
export function nameHash(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(canonicalName(name))) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  // In the hash of a short text, the lowest bits are mixed least.
  return hash >>> 8;
}
