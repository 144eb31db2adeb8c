/**
 * The page that shows the chat now. A page can be closed and opened again, or reloaded, while the chat
 * goes on. The newest page is the active one; an earlier one gets a close code that says so, because
 * with two of them nobody would know which has been read.
 */
import type { WebSocket } from "ws";
import {
  CLOSED_BY_ANOTHER_PAGE,
  type FromPage,
  parseFromPage,
  type ToPage,
} from "./page-messages.ts";

/** How much may wait for a page that does not read, in bytes. Above that it is closed; it is told everything again when it comes back. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

/** WebSocket close codes (RFC 6455 section 7.4.1). */
const UNKNOWN_MESSAGE = 1_008;

export interface PageListeners {
  onMessage(message: FromPage): void;
  /** What a new page must be told first. */
  replay(): ToPage[];
}

export class ActivePage {
  #page: WebSocket | undefined;
  #waiting: ToPage[] = [];
  readonly #listeners: PageListeners;

  constructor(listeners: PageListeners) {
    this.#listeners = listeners;
  }

  /** Makes this page the active one. */
  replace(page: WebSocket): void {
    this.#page?.close(CLOSED_BY_ANOTHER_PAGE, "another page was opened");
    this.#page = page;
    page.on("message", (data, isBinary) => {
      const message = isBinary ? undefined : parseFromPage(String(data));
      if (message === undefined) page.close(UNKNOWN_MESSAGE, "nobody knows such a message");
      // A message of an earlier page may still have been under way.
      else if (page === this.#page) this.#listeners.onMessage(message);
    });
    // A message that is too long or not UTF-8: ws closes the connection itself, and reports why here.
    page.on("error", () => {});
    page.on("close", () => {
      if (page === this.#page) this.#page = undefined;
    });
    this.#waiting = this.#listeners.replay();
    this.#flush();
  }

  /** Sends to the page. Messages of one turn of the event loop leave together; without a page they are dropped. */
  tell(message: ToPage): void {
    if (this.#waiting.length === 0) setImmediate(() => this.#flush());
    this.#waiting.push(message);
  }

  #flush(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    if (this.#page === undefined || messages.length === 0) return;
    if (this.#page.bufferedAmount > MAX_WAITING_BYTES) this.#page.terminate();
    else this.#page.send(JSON.stringify(messages));
  }
}
