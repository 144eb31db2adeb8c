/**
 * What happens in the room, as one timeline over many connections: the server sends it in pieces, and here
 * they are put in the order in which a person reads them. Nothing here knows sockets.
 */
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { Update } from "../client/updates.ts";
import type { ChatEvent, Message, Request } from "../protocol/messages.ts";
import {
  HistorySync,
  type LiveEvent,
  type NextStep,
  type Page,
  RequestedPages,
  type Wanted,
} from "./history-sync.ts";

/** Events about the room; the others are about what this client has said. */
export type RoomEvent = Exclude<ChatEvent, { type: "accepted" | "refused" }>;

type Ask = (request: Request) => void;

export class RoomTimeline {
  readonly #tell: (update: Update) => void;
  readonly #caughtUp: () => void;
  readonly #historySync = new HistorySync();
  readonly #pages = new RequestedPages();
  readonly #members = new Set<string>();
  /** Undefined while there is no connection. */
  #ask: Ask | undefined;
  /** What the person wants to read, and could not be asked for yet. */
  #wanted: Wanted[] = [];
  #hasJoined = false;
  /** The number of the newest message, when the numbers have begun again and none of them was shown. */
  #newest: number | undefined;
  /** The number of the oldest message that was shown; undefined before the first. */
  #oldest: number | undefined;

  /** @param caughtUp called on each connection when nothing is missing any more */
  constructor(tell: (update: Update) => void, caughtUp: () => void) {
    this.#tell = tell;
    this.#caughtUp = caughtUp;
  }

  /** The number behind which the next connection goes on; undefined when nothing was shown yet. */
  get after(): number | undefined {
    return this.#hasJoined ? this.#historySync.shown : undefined;
  }

  /**
   * A new connection is in the room. Its first page comes unasked.
   *
   * @param last the number of the room's newest message
   */
  begin(last: number, ask: Ask): void {
    this.#ask = ask;
    this.#members.clear();
    const beginsAgain = this.#historySync.begin(last);
    this.#newest = beginsAgain && last > 0 ? last : undefined;
    if (beginsAgain) this.#oldest = undefined;
    this.#pages.ask({ kind: this.#hasJoined ? "catch-up" : "join" });
  }

  connectionLost(): void {
    this.#ask = undefined;
    this.#wanted.unshift(...this.#pages.connectionLost());
  }

  /**
   * Asks for a page of older messages.
   *
   * @param before asks for smaller numbers than this; by default, than the oldest that was shown
   */
  older(before?: number): void {
    // Before 0 there is nothing, which is right when nothing was shown yet.
    const request = { type: "history", before: before ?? this.#oldest ?? 0 } as const;
    this.#want({ kind: "older", request });
  }

  search(text: string): void {
    this.#want({ kind: "search", request: { type: "search", text } });
  }

  /** @throws ProtocolError when the server breaks the rules */
  take(event: RoomEvent): void {
    switch (event.type) {
      case "past":
        this.#pages.add(messageOf(event));
        return;
      case "page":
        this.#takePage(this.#pages.finish(event.more));
        return;
      case "here":
        this.#members.add(event.name);
        return;
      default:
        for (const due of this.#historySync.takeLive(event)) this.#show(due);
    }
  }

  /**
   * The server has refused the next page.
   *
   * @throws ProtocolError when the client cannot go on without it
   */
  refused(reason: string): void {
    const kind = this.#pages.refuse()?.kind;
    if (kind === "join" || kind === "catch-up" || kind === "newest") {
      throw new ProtocolError(`the server refuses what this client has missed: ${reason}`);
    }
  }

  #show(event: LiveEvent): void {
    // Messages bring their time; all else happens now.
    this.#tell("time" in event ? event : { ...event, time: new Date().toISOString() });
    if (event.type === "message") this.#oldest ??= event.number;
    if (event.type === "joined") this.#members.add(event.name);
    if (event.type === "left") this.#members.delete(event.name);
    if (event.type === "joined" || event.type === "left") this.#tellMembers();
  }

  #takePage(page: Page): void {
    const { messages, more } = page;
    switch (page.kind) {
      case "catch-up":
      case "newest":
        this.#takeMissed(messages, page.kind === "catch-up" && more);
        return;
      case "search":
        this.#tell({ type: "results", text: page.request.text, messages, more });
        return;
      case "older":
      case "join":
        this.#tell({ type: "past", of: page.kind, messages, more });
        this.#oldest = messages[0]?.number ?? this.#oldest;
        if (page.kind === "join") this.#joined(messages);
        return;
      default:
        page satisfies never;
    }
  }

  #joined(messages: readonly Message[]): void {
    this.#historySync.skip(messages);
    this.#hasJoined = true;
    this.#goOn(this.#historySync.end());
  }

  /** A page of what was said while this client was away. */
  #takeMissed(messages: readonly Message[], more: boolean): void {
    if (this.#newest !== undefined) this.#askForNewest(this.#newest);
    else if (messages.length === 0 && !more) this.#goOn(this.#historySync.end());
    else this.#catchUp(this.#historySync.takePage(messages, more));
  }

  #catchUp({ show, askAfter }: NextStep): void {
    if (askAfter === undefined) {
      this.#goOn(show);
      return;
    }
    if (show.length === 0)
      throw new ProtocolError("a page brings nothing new, and is not the last");
    for (const event of show) this.#show(event);
    this.#pages.ask({ kind: "catch-up" });
    this.#ask?.({ type: "history", after: askAfter });
  }

  /** The page was behind a number that does not exist any more: nothing can be in it. */
  #askForNewest(newest: number): void {
    this.#newest = undefined;
    this.#pages.ask({ kind: "newest" });
    this.#ask?.({ type: "history", before: newest + 1 });
  }

  /** Nothing is missing any more but these events. */
  #goOn(events: readonly LiveEvent[]): void {
    for (const event of events) this.#show(event);
    this.#tellMembers();
    for (const wanted of this.#wanted.splice(0)) this.#want(wanted);
    this.#caughtUp();
  }

  #want(wanted: Wanted): void {
    if (this.#ask === undefined) {
      this.#wanted.push(wanted);
      return;
    }
    this.#pages.ask(wanted);
    this.#ask(wanted.request);
  }

  #tellMembers(): void {
    this.#tell({ type: "members", names: [...this.#members] });
  }
}

function messageOf({ number, time, from, text }: Message): Message {
  return { number, time, from, text };
}
