/** What a chat tells whoever shows it: a terminal, a pipe, a page. */
import type { Answer, ChatEvent } from "../protocol/messages.ts";

export type State = "connecting" | "entering" | "in" | "waiting" | "ended";

/** Why pages of the past are shown. */
export type PageOf = "join" | "older" | "search";

export type Update =
  /** "waiting" comes with the reason and the time until the next attempt, "ended" with a reason if there is one. */
  | { type: "state"; state: State; reason?: string; retryInMs?: number }
  /** The TCP connection stands; the handshake begins. */
  | { type: "connected" }
  /** The server has shown it, and the judge believes in it. */
  | { type: "fingerprint"; fingerprint: string }
  /** Each time, after each reconnect as well. */
  | { type: "entered"; name: string }
  /** Not in the room: ask again, and call `enter` again. */
  | { type: "refused"; why: Refusal }
  /**
   * What happens in the room: each message once and in order, whatever happened to the connections;
   * one that was said while the client was away comes as a "message" too. A "past" and a "page" say
   * `of` which page they are. "here" and "accepted" do not come: see `members` and `acknowledged`.
   */
  | { type: "event"; event: ChatEvent; of?: PageOf }
  | { type: "members"; names: string[] }
  /** It has left this machine; told again when it is sent again. */
  | { type: "sent"; id: string }
  /** It is on the server's disk. One that is refused comes as the event "refused" with its id. */
  | { type: "acknowledged"; id: string };

/** Why somebody is not in the room. */
export type Refusal = Extract<Answer, { type: "wrong" | "taken" | "refused" }>;

/** A refusal as a sentence for a person. */
export function reasonOf(why: Refusal): string {
  switch (why.type) {
    case "wrong":
      return "wrong name or password";
    case "taken":
      return "that name is taken";
    case "refused":
      return why.reason;
  }
}
