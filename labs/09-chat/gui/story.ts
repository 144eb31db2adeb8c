/**
 * What has happened so far, for a page that comes later: a reload must not lose what was said. It is
 * bounded: of the conversation the newest lines are kept, and the server has the older ones.
 */
import type { Message } from "../protocol/messages.ts";
import type { Line, ToPage } from "./messages.ts";

/** So many lines are told to a page at once: more than anybody reads, and drawn in less than a second. */
const MAX_LINES = 5_000;

type Of<Type extends ToPage["type"]> = Extract<ToPage, { type: Type }>;

export class Story {
  readonly #now: () => number;
  #state: { told: Of<"state">; at: number } | undefined;
  #fingerprint: Of<"fingerprint"> | undefined;
  #entered: Of<"entered"> | undefined;
  #members: Of<"members"> | undefined;
  #lines: Line[] = [];
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
        this.#lines = withPast(this.#lines, told.messages);
        this.#more = told.more;
        this.#forgetOldest();
        return;
      case "message":
      case "private":
      case "joined":
      case "left":
      case "notice":
        this.#lines.push(told);
        if (this.#lines.length > 2 * MAX_LINES) this.#forgetOldest();
        return;
      // See unsent.ts.
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
  retold(): ToPage[] {
    this.#forgetOldest();
    const state = this.#stateNow();
    const first = [this.#fingerprint, this.#entered, this.#members];
    return [
      ...first.filter((told) => told !== undefined),
      ...this.#lines,
      { type: "past", messages: [], more: this.#more },
      ...(state === undefined ? [] : [state]),
    ];
  }

  /** Whoever is out of the room sees nothing of it any more: the next person at this computer may be another. */
  #forgetRoom(): void {
    this.#entered = undefined;
    this.#members = undefined;
    this.#lines = [];
    this.#more = false;
  }

  /** What is forgotten here the server still has. */
  #forgetOldest(): void {
    if (this.#lines.length <= MAX_LINES) return;
    this.#lines = this.#lines.slice(-MAX_LINES);
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

/** The lines with older messages put where their numbers belong; none of them twice. */
function withPast(lines: readonly Line[], messages: readonly Message[]): Line[] {
  const known = new Set(lines.map((line) => (line.type === "message" ? line.number : undefined)));
  const added = messages.filter(({ number }) => !known.has(number));
  const result = [...lines];
  for (const message of added) {
    const place = result.findIndex(
      (line) => line.type === "message" && line.number > message.number,
    );
    result.splice(place === -1 ? result.length : place, 0, { type: "message", ...message });
  }
  return result;
}
