/** The conversation: its lines in order, and those of one's own that the server has not taken yet. */
import type { Message } from "../../protocol/messages.ts";
import type { Line, ToPage } from "../messages.ts";
import { indexOfPast, placeAfter } from "./arrange.ts";
import { element, find } from "./dom.ts";
import { lineElement, type Viewer } from "./line-element.ts";
import type { Scroller } from "./scroller.ts";
import { isTall, textElement } from "./text-element.ts";

export class LinesView {
  readonly #log = find("log", HTMLElement);
  readonly #list = find("lines", HTMLOListElement);
  readonly #pending = find("pending", HTMLOListElement);
  readonly #empty = find("empty", HTMLElement);
  readonly #scroller: Scroller;
  readonly #viewer: Viewer;
  #lines: Line[] = [];

  constructor(scroller: Scroller, viewer: Viewer) {
    this.#scroller = scroller;
    this.#viewer = viewer;
  }

  clear(): void {
    this.#lines = [];
    this.#list.replaceChildren();
    this.#pending.replaceChildren();
    this.#empty.hidden = true;
  }

  /** Puts a line at the end. */
  add(line: Line): void {
    const place = placeAfter(this.#lines.at(-1), line);
    this.#lines.push(line);
    this.#list.append(lineElement(line, place, this.#viewer));
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
    this.#empty.hidden = this.#lines.length > 0;
  }

  /** Leads to the message of this number. Returns whether it is loaded. */
  reveal(number: number): boolean {
    const index = this.#lines.findIndex(
      (line) => line.type === "message" && line.number === number,
    );
    const item = this.#list.children[index];
    if (!(item instanceof HTMLElement)) return false;
    for (const found of this.#list.querySelectorAll(".found")) found.classList.remove("found");
    item.classList.add("found");
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "center" });
    return true;
  }

  /** Marks the last line as the first that was not read. */
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
      to === undefined ? "sending …" : `sending to ${to} …`,
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
  }

  /** It has not been taken, and stays to be read and copied. */
  failPending(id: string, reason: string): void {
    const item = this.#pendingOf(id);
    item?.classList.replace("waiting", "failed");
    item?.querySelector(".sending")?.replaceChildren(`not sent: ${reason}`);
  }

  #pendingOf(id: string): Element | undefined {
    return [...this.#pending.children].find((item) => item.getAttribute("data-id") === id);
  }

  #insert(line: Extract<Line, { type: "message" }>): void {
    const index = indexOfPast(this.#lines, line.number);
    if (index === undefined) return;
    const next = this.#list.children[index];
    this.#list.insertBefore(
      lineElement(line, placeAfter(this.#lines[index - 1], line), this.#viewer),
      next ?? null,
    );
    this.#lines.splice(index, 0, line);
    this.#draw(index + 1);
  }

  /** Draws a line again, because another one stands before it now. */
  #draw(index: number): void {
    const line = this.#lines[index];
    if (line === undefined) return;
    const place = placeAfter(this.#lines[index - 1], line);
    this.#list.children[index]?.replaceWith(lineElement(line, place, this.#viewer));
  }
}
