/** The timeline: what was said and has happened, in order, and below it your own texts that the server has not accepted yet. */

import type { TimelineItem } from "../../client/updates.ts";
import type { Message } from "../../protocol/messages.ts";
import type { ToPage } from "../page-messages.ts";
import { element, find } from "./dom.ts";
import { nameInSentence } from "./labels.ts";
import type { Scroller } from "./reading-position.ts";
import {
  indexOfPast,
  isTall,
  placeAfter,
  textElement,
  timelineElement,
  type Viewer,
} from "./timeline-item.ts";

/** What can be done about a text that was not sent. */
export interface UnsentListeners {
  onRetry(id: string): void;
  onDismiss(id: string): void;
}

export class TimelineView {
  readonly #log = find("log", HTMLElement);
  readonly #list = find("lines", HTMLOListElement);
  readonly #pending = find("pending", HTMLOListElement);
  readonly #empty = find("empty", HTMLElement);
  readonly #scroller: Scroller;
  readonly #viewer: Viewer;
  readonly #unsent: UnsentListeners;
  #items: TimelineItem[] = [];

  constructor(scroller: Scroller, viewer: Viewer, unsent: UnsentListeners) {
    this.#scroller = scroller;
    this.#viewer = viewer;
    this.#unsent = unsent;
  }

  clear(): void {
    this.#items = [];
    this.#list.replaceChildren();
    this.#pending.replaceChildren();
    this.#empty.hidden = true;
  }

  /** Puts an item at the end. */
  add(item: TimelineItem): void {
    const place = placeAfter(this.#items.at(-1), item);
    this.#items.push(item);
    this.#list.append(timelineElement(item, place, this.#viewer));
    this.#empty.hidden = true;
  }

  /** Puts messages of the past where they belong; what is on the screen stays where it is. */
  addPast(messages: readonly Message[]): void {
    // A screen reader reads out what is new: these are not.
    this.#log.setAttribute("aria-busy", "true");
    this.#scroller.keepPlace(() => {
      for (const message of messages) this.#insert({ type: "message", ...message });
    });
    this.#log.removeAttribute("aria-busy");
    this.#showEmpty();
  }

  /** Whether the message of this number is loaded. */
  has(number: number): boolean {
    return this.#indexOf(number) !== -1;
  }

  /** Leads to the message of this number. */
  reveal(number: number): void {
    const item = this.#list.children[this.#indexOf(number)];
    if (!(item instanceof HTMLElement)) return;
    for (const found of this.#list.querySelectorAll(".found")) found.classList.remove("found");
    item.classList.add("found");
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "center" });
  }

  /** Marks the last item as the first that was not read. */
  markUnread(): void {
    this.unmarkUnread();
    const mark = element("p", { class: "unread-line", id: "unread-line" }, "New");
    this.#list.lastElementChild?.prepend(mark);
  }

  /** What stands above the first message that was not read. */
  get unreadMark(): Element | null {
    return document.getElementById("unread-line");
  }

  unmarkUnread(): void {
    this.unreadMark?.remove();
  }

  /** One's own text that is on its way. */
  addPending({ id, text, to }: Extract<ToPage, { type: "pending" }>): void {
    const state = element(
      "span",
      { class: "sending" },
      to === undefined ? "Sending …" : `Sending to ${nameInSentence(to)} …`,
    );
    const bubble = element(
      "div",
      { class: isTall(text) ? "bubble tall" : "bubble" },
      textElement(text),
      state,
    );
    this.#pending.append(element("li", { class: "said own waiting", "data-id": id }, bubble));
    this.#empty.hidden = true;
  }

  /** It has been taken: it stands, or will stand, among the others. */
  removePending(id: string): void {
    this.#pendingOf(id)?.remove();
    this.#showEmpty();
  }

  /** The number of the oldest message; undefined when there is none. */
  get oldest(): number | undefined {
    return this.#items.find((item) => item.type === "message")?.number;
  }

  /** It was not sent: it stays until the person sends it again, or dismisses it. */
  failPending(id: string, reason: string): void {
    const item = this.#pendingOf(id);
    item?.classList.replace("waiting", "failed");
    const button = (words: string, act: (id: string) => void) => {
      const made = element("button", { type: "button" }, words);
      made.addEventListener("click", () => {
        this.removePending(id);
        act(id);
      });
      return made;
    };
    item
      ?.querySelector(".sending")
      ?.replaceChildren(
        element("span", {}, `Not sent: ${reason}`),
        button("Try again", this.#unsent.onRetry),
        button("Dismiss", this.#unsent.onDismiss),
      );
  }

  /** Nobody will hear any more what becomes of those on their way. */
  failAllPending(reason: string): void {
    for (const item of this.#pending.querySelectorAll(".waiting")) {
      this.failPending(item.getAttribute("data-id") ?? "", reason);
    }
  }

  #indexOf(number: number): number {
    return this.#items.findIndex((item) => item.type === "message" && item.number === number);
  }

  #showEmpty(): void {
    this.#empty.hidden = this.#items.length > 0 || this.#pending.childElementCount > 0;
  }

  #pendingOf(id: string): Element | undefined {
    return [...this.#pending.children].find((item) => item.getAttribute("data-id") === id);
  }

  #insert(item: Extract<TimelineItem, { type: "message" }>): void {
    const index = indexOfPast(this.#items, item.number);
    if (index === undefined) return;
    const next = this.#list.children[index];
    this.#list.insertBefore(
      timelineElement(item, placeAfter(this.#items[index - 1], item), this.#viewer),
      next ?? null,
    );
    this.#items.splice(index, 0, item);
    this.#draw(index + 1);
  }

  /** Draws an item again, because another one stands before it now. */
  #draw(index: number): void {
    const item = this.#items[index];
    if (item === undefined) return;
    const place = placeAfter(this.#items[index - 1], item);
    this.#list.children[index]?.replaceWith(timelineElement(item, place, this.#viewer));
  }
}
