/**
 * What a person has written and not sent, by the name under which they are in the room: they find it again
 * after a reload, in another page, and when they come back after a log-out. Nobody else is shown it.
 */
import type { Draft, ToPage } from "./page-messages.ts";

type Pending = Extract<ToPage, { type: "pending" }>;
type NotTaken = Extract<ToPage, { type: "not-taken" }>;

/** What one person has written. */
interface Written {
  draft: Draft;
  /** On their way, or not taken, in the order in which they were sent. */
  texts: Map<string, { pending: Pending; notTaken?: NotTaken }>;
}

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
