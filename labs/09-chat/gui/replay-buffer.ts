/** What a page that comes later must be told: a reload must not lose what was said, nor what was written. */
import type { TimelineItem } from "../client/updates.ts";
import type { Message } from "../protocol/messages.ts";
import type { Draft, ToPage } from "./page-messages.ts";

/** How many items a page is told at once: more than anybody reads, and drawn in less than a second. */
const MAX_ITEMS = 5_000;

type Of<Type extends ToPage["type"]> = Extract<ToPage, { type: Type }>;

/** What has happened so far. It is bounded: it keeps the newest items, and the server has the older ones. */
export class ReplayBuffer {
  readonly #now: () => number;
  #state: { told: Of<"state">; at: number } | undefined;
  #fingerprint: Of<"fingerprint"> | undefined;
  #entered: Of<"entered"> | undefined;
  #members: Of<"members"> | undefined;
  #items: TimelineItem[] = [];
  /** Whether the server has older ones. */
  #more = false;

  /** @param now a clock that never goes back, in milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Keeps what a later page must know. Answers to what one page has asked are for that page only. */
  note(told: ToPage): void {
    switch (told.type) {
      case "state":
        this.#state = { told, at: this.#now() };
        if (told.state === "ended") this.#forgetRoom();
        return;
      case "fingerprint":
        this.#fingerprint = told;
        return;
      case "entered":
        this.#entered = told;
        return;
      case "members":
        this.#members = told;
        return;
      case "past":
        this.#items = withPast(this.#items, told.messages);
        this.#more = told.more;
        this.#forgetOldest();
        return;
      case "message":
      case "private":
      case "joined":
      case "left":
      case "notice":
        this.#items.push(told);
        if (this.#items.length > 2 * MAX_ITEMS) this.#forgetOldest();
        return;
      // See Unsent.
      case "draft":
      case "pending":
      case "acknowledged":
      case "not-taken":
      case "welcome":
      case "refused":
      case "results":
        return;
      default:
        told satisfies never;
    }
  }

  /** All of it again, in an order in which a page can draw it: how it stands comes last. */
  replay(): ToPage[] {
    this.#forgetOldest();
    const state = this.#stateNow();
    const first = [this.#fingerprint, this.#entered, this.#members];
    return [
      ...first.filter((told) => told !== undefined),
      ...this.#items,
      { type: "past", messages: [], more: this.#more },
      ...(state === undefined ? [] : [state]),
    ];
  }

  /** Whoever is out of the room sees nothing of it any more: the next person at this computer may be another. */
  #forgetRoom(): void {
    this.#entered = undefined;
    this.#members = undefined;
    this.#items = [];
    this.#more = false;
  }

  /** What is forgotten here the server still has. */
  #forgetOldest(): void {
    if (this.#items.length <= MAX_ITEMS) return;
    this.#items = this.#items.slice(-MAX_ITEMS);
    this.#more = true;
  }

  /** The state with the time that is left of its pause. */
  #stateNow(): ToPage | undefined {
    if (this.#state?.told.retryInMs === undefined) return this.#state?.told;
    const { told, at } = this.#state;
    const retryInMs = Math.max(0, Math.round((told.retryInMs ?? 0) - (this.#now() - at)));
    return { ...told, retryInMs };
  }
}

type Pending = Extract<ToPage, { type: "pending" }>;
type NotTaken = Extract<ToPage, { type: "not-taken" }>;

/** What one person has written. */
interface Written {
  draft: Draft;
  /** On their way, or not taken, in the order in which they were sent. */
  texts: Map<string, { pending: Pending; notTaken?: NotTaken }>;
}

/**
 * What a person has written and not sent, by the name under which they are in the room: they find it again
 * after a reload, in another page, and when they come back after a log-out. Nobody else is shown it.
 */
export class Unsent {
  readonly #written = new Map<string, Written>();

  /** What this person is writing now. */
  keepDraft(name: string, draft: Draft): void {
    this.#of(name).draft = draft;
  }

  /** Keeps a text of this person until the server has taken it, or they have dismissed it. */
  note(name: string, told: ToPage): void {
    const { texts } = this.#of(name);
    if (told.type === "pending") texts.set(told.id, { pending: told });
    if (told.type === "acknowledged") texts.delete(told.id);
    if (told.type !== "not-taken" || told.id === undefined) return;
    const text = texts.get(told.id);
    if (text !== undefined) text.notTaken = told;
  }

  /** Forgets a text that was not taken, and returns it; undefined when there is none of this id. */
  take(name: string, id: string): Pending | undefined {
    const { texts } = this.#of(name);
    const text = texts.get(id);
    if (text?.notTaken === undefined) return undefined;
    texts.delete(id);
    return text.pending;
  }

  /** This person's chat has ended: nobody will hear any more whether the server has taken the rest. */
  chatEnded(name: string): void {
    const reason = "the chat ended before the server confirmed it";
    for (const [id, text] of this.#of(name).texts) {
      text.notTaken ??= { type: "not-taken", id, reason };
    }
  }

  /** All of it again, for a page that comes later. */
  replay(name: string): ToPage[] {
    const { draft, texts } = this.#of(name);
    const told = [...texts.values()].flatMap(({ pending, notTaken }) =>
      notTaken === undefined ? [pending] : [pending, notTaken],
    );
    return draft.text === "" && draft.to === undefined ? told : [draft, ...told];
  }

  #of(name: string): Written {
    const written = this.#written.get(name) ?? {
      draft: { type: "draft", text: "" },
      texts: new Map(),
    };
    this.#written.set(name, written);
    return written;
  }
}

/** The items with older messages put where their numbers belong; none of them twice. */
function withPast(items: readonly TimelineItem[], messages: readonly Message[]): TimelineItem[] {
  const known = new Set(items.map((item) => (item.type === "message" ? item.number : undefined)));
  const added = messages.filter(({ number }) => !known.has(number));
  const result = [...items];
  for (const message of added) {
    const place = result.findIndex(
      (item) => item.type === "message" && item.number > message.number,
    );
    result.splice(place === -1 ? result.length : place, 0, { type: "message", ...message });
  }
  return result;
}
