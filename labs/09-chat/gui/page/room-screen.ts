/** The room: the conversation, the text field, the people, the search, and what has not been read. */
import type { TimelineItem } from "../../client/updates.ts";
import type { Draft, FromPage, ToPage } from "../page-messages.ts";
import { Composer } from "./composer.ts";
import { find } from "./dom.ts";
import type { Link } from "./link.ts";
import { Scroller, Unread, windowTitle } from "./reading-position.ts";
import { drawPeople, SearchView, SidePanels } from "./side-panels.ts";
import { TimelineView } from "./timeline-view.ts";

export class RoomScreen {
  readonly #link: Link;
  readonly #unread = new Unread();
  readonly #scroller = new Scroller({
    onEnd: () => this.#look(),
    onBeginning: () => this.#askOlder(),
  });
  readonly #viewer = { name: "", onName: (name: string) => this.#composer.writeTo(name) };
  readonly #timeline = new TimelineView(this.#scroller, this.#viewer, {
    onRetry: (id) => this.#settle({ type: "retry", id }),
    onDismiss: (id) => this.#settle({ type: "dismiss", id }),
  });
  readonly #composer = new Composer({
    isConnected: () => this.#link.isOpen,
    names: () => [...this.#known],
    tell: (message) => this.#tell(message),
    search: (words) => this.#searchFor(words),
    showPeople: () => this.#panels.open("people"),
    askOlder: () => this.#askOlder(),
    logOut: () => this.#send({ type: "log-out" }),
    onDraft: (text, to) => this.#send({ type: "draft", text, ...(to === undefined ? {} : { to }) }),
  });
  readonly #search = new SearchView({
    onSearch: (text) => this.#send({ type: "search", text }),
    onChoose: (number) => this.#showMessage(number),
  });
  readonly #panels = new SidePanels(() => this.#search.focus());
  readonly #older = find("older", HTMLButtonElement);
  readonly #newest = find("newest", HTMLButtonElement);
  readonly #told = find("told", HTMLElement);
  #names: readonly string[] = [];
  /** Who is or was here: a message to somebody who has left must not go to somebody else. */
  readonly #known = new Set<string>();
  /** Older messages are on their way. */
  #isAsking = false;
  /** Why the page shows nothing new any more, in the window's title; empty while it does. */
  #closed = "";

  constructor(link: Link) {
    this.#link = link;
    this.#older.addEventListener("click", () => this.#askOlder());
    this.#newest.addEventListener("click", () => this.#toNew());
    find("log-out", HTMLButtonElement).addEventListener("click", () =>
      this.#send({ type: "log-out" }),
    );
    for (const event of ["focus", "blur"]) window.addEventListener(event, () => this.#look());
    document.addEventListener("visibilitychange", () => this.#look());
  }

  /** Empties everything: what follows is told anew. */
  clear(): void {
    this.#viewer.name = "";
    this.#names = [];
    this.#known.clear();
    this.#older.hidden = true;
    this.#isAsking = false;
    this.#unread.clear();
    this.#timeline.clear();
    this.#told.replaceChildren();
    this.#composer.clear();
    this.#search.clear();
    this.#panels.close();
    this.#showUnread();
  }

  /** Somebody has come in, or has come back after a lost connection. */
  enter(name: string): void {
    if (this.#viewer.name === name) return;
    this.#viewer.name = name;
    this.#drawPeople();
    this.#showUnread();
    this.#composer.focus();
  }

  /** What was being written, before this page was there. */
  restoreDraft({ text, to }: Draft): void {
    this.#composer.restore(text, to);
  }

  /**
   * Nothing new comes any more: what is there can still be read.
   *
   * @param goesOn whether the chat goes on without this page, and with it what is being sent
   */
  close(title: string, goesOn: boolean): void {
    this.#closed = title;
    this.#composer.close();
    if (!goesOn)
      this.#timeline.failAllPending("the program stopped before the server confirmed it");
    this.#showUnread();
  }

  /** Draws what was told together, and follows the newest line if it was on the screen. */
  follow(draw: () => void): void {
    this.#scroller.follow(draw);
  }

  /** @param isNew false when it is told again after a reload */
  addItem(item: TimelineItem, isNew: boolean): void {
    this.#timeline.add(item);
    if (item.type === "left") this.#known.add(item.name);
    const isSaid = item.type === "message" || item.type === "private";
    if (!isNew || !isSaid || item.from === this.#viewer.name) return;
    if (this.#unread.heard(this.#howLooked())) this.#timeline.markUnread();
    this.#showUnread();
  }

  addPast({ messages, more }: Extract<ToPage, { type: "past" }>): void {
    this.#timeline.addPast(messages);
    if (!more && document.activeElement === this.#older) this.#scroller.focus();
    this.#older.hidden = !more;
    this.#isAsking = false;
  }

  showResults(results: Extract<ToPage, { type: "results" }>): void {
    this.#search.show(results);
  }

  showMembers(names: readonly string[]): void {
    this.#names = names;
    for (const name of names) this.#known.add(name);
    this.#drawPeople();
  }

  addPending(pending: Extract<ToPage, { type: "pending" }>): void {
    this.#timeline.addPending(pending);
  }

  acknowledge(id: string): void {
    this.#timeline.removePending(id);
  }

  /** Something was not taken: a text, or what was asked for. */
  refuse(id: string | undefined, reason: string): void {
    if (id !== undefined) {
      this.#timeline.failPending(id, reason);
      // A screen reader does not read the list of what is being sent: it changes with every text.
      this.#told.replaceChildren(`Not sent: ${reason}`);
    } else {
      this.#isAsking = false;
      this.#search.fail(reason);
    }
  }

  /** What to do about a text that was not sent; its buttons go away. */
  #settle(message: Extract<FromPage, { id: string }>): void {
    this.#told.replaceChildren();
    this.#send(message);
    this.#composer.focus();
  }

  #tell(message: FromPage): void {
    this.#send(message);
    this.#timeline.unmarkUnread();
    this.#scroller.toEnd();
  }

  /** To the first message that was not read, and from there to the end. */
  #toNew(): void {
    const mark = this.#timeline.unreadMark;
    if (mark === null || !this.#scroller.downTo(mark)) this.#scroller.toEnd();
    // The button goes away at the end; the keyboard is where the person reads.
    this.#scroller.focus();
  }

  /** Leads to a message. On a telephone the search covers the conversation, and makes room. */
  #showMessage(number: number): boolean {
    if (!this.#timeline.has(number)) return false;
    if (matchMedia("(max-width: 46rem)").matches) this.#panels.close();
    this.#timeline.reveal(number);
    return true;
  }

  #send(message: FromPage): void {
    this.#link.send(message);
  }

  #searchFor(text: string): void {
    this.#panels.open("search");
    this.#search.searchFor(text);
  }

  #askOlder(): void {
    if (this.#older.hidden || this.#isAsking) return;
    this.#isAsking = true;
    const before = this.#timeline.oldest;
    this.#send({ type: "older", ...(before === undefined ? {} : { before }) });
  }

  #drawPeople(): void {
    drawPeople(this.#names, this.#viewer.name, (name) => {
      this.#panels.close();
      this.#composer.writeTo(name);
    });
  }

  #howLooked() {
    return { isInFront: document.hasFocus(), isAtEnd: this.#scroller.isAtEnd };
  }

  #look(): void {
    this.#unread.looked(this.#howLooked());
    this.#showUnread();
  }

  #showUnread(): void {
    const { count } = this.#unread;
    document.title = this.#closed || windowTitle(count, this.#viewer.name);
    this.#newest.hidden = this.#scroller.isAtEnd;
    this.#newest.replaceChildren(count === 0 ? "Newest messages" : `${count} new`);
  }
}
