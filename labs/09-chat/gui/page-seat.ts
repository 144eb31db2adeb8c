/**
 * The one seat for a page. A page can be closed and opened again, or reloaded, while the chat goes on;
 * the page that came last has the seat, and an earlier one is told so and closed: with two of them a
 * person would not know which has been read.
 */
import type { WebSocket } from "ws";
import { CLOSED_BY_ANOTHER_PAGE, type FromPage, type ToPage } from "./messages.ts";
import { parseFromPage } from "./parse-from-page.ts";

/** What a page may leave unread, in bytes; then it is closed, and finds everything again when it comes back. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024;

/** WebSocket close codes (RFC 6455 section 7.4.1). */
const UNKNOWN_MESSAGE = 1_008;

export class PageSeat {
  #page: WebSocket | undefined;
  #waiting: ToPage[] = [];
  readonly #listeners: { hear: (message: FromPage) => void; retell: () => ToPage[] };

  /**
   * @param listeners `hear` gets what the page says; `retell` returns what a page that comes must be told first
   */
  constructor(listeners: { hear: (message: FromPage) => void; retell: () => ToPage[] }) {
    this.#listeners = listeners;
  }

  /** Gives the seat to this page. */
  seat(page: WebSocket): void {
    this.#page?.close(CLOSED_BY_ANOTHER_PAGE, "another page was opened");
    this.#page = page;
    page.on("message", (data, isBinary) => {
      const message = isBinary ? undefined : parseFromPage(String(data));
      if (message === undefined) page.close(UNKNOWN_MESSAGE, "nobody knows such a message");
      // A page that has lost the seat may still have something under way.
      else if (page === this.#page) this.#listeners.hear(message);
    });
    // Too long a message, no UTF-8: ws closes the connection itself, and tells the reason here.
    page.on("error", () => {});
    page.on("close", () => {
      if (page === this.#page) this.#page = undefined;
    });
    this.#waiting = this.#listeners.retell();
    this.#flush();
  }

  /** Tells the page; what is told in one turn arrives together. Without a page it is told to nobody. */
  tell(message: ToPage): void {
    if (this.#waiting.length === 0) setImmediate(() => this.#flush());
    this.#waiting.push(message);
  }

  #flush(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    if (this.#page === undefined || messages.length === 0) return;
    if (this.#page.bufferedAmount > MOST_WAITING_BYTES) this.#page.terminate();
    else this.#page.send(JSON.stringify(messages));
  }
}
