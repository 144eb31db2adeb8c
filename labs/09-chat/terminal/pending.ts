/**
 * What this person has said and the server has not acknowledged yet, as a few rows above the prompt. A
 * line that is gone from the prompt and not in the room yet would look lost.
 */
import { sanitizeLine } from "./format-text.ts";

/** More rows would push the conversation off the screen. */
const MAX_ROWS = 3;

export class Pending {
  /** By id, in the order in which they were said. */
  readonly #texts = new Map<string, string>();

  /** All of them, in this order. */
  get texts(): string[] {
    return [...this.#texts.values()];
  }

  add(id: string, text: string): void {
    this.#texts.set(id, text);
  }

  /** It is acknowledged or refused. Returns its text; undefined when it is none of these. */
  settle(id: string): string | undefined {
    const text = this.#texts.get(id);
    this.#texts.delete(id);
    return text;
  }

  /** A row each for the oldest ones, and how many more there are. */
  rows(): string[] {
    const all = this.texts.map((text) => `not delivered yet: ${sanitizeLine(text)}`);
    if (all.length <= MAX_ROWS) return all;
    const shown = all.slice(0, MAX_ROWS - 1);
    return [...shown, `not delivered yet: ${all.length - shown.length} more`];
  }
}
