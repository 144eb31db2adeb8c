/**
 * The messages of the room, each once and in order, whatever happens to the connections that bring
 * them. A client that comes back asks for what it has missed, in pages; meanwhile the others go on:
 *
 *     shown …40 41 ╳ lost                    connection 2: after 41
 *                    page 42 43 44, more ─▶ shown     page 45 46 47 ─▶ shown
 *                         message 46   message 47   message 48 ─▶ held ─▶ 48 shown
 *
 * Numbers may leave some out, so a gap proves nothing: only the end of the last page does.
 */
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { ChatEvent, Message } from "../protocol/messages.ts";

/** More is not held back while pages come: a server must not fill this client's memory. */
const MOST_HELD = 100_000;

export class CatchUp {
  /** The number of the last message that was shown; 0 before the first. */
  #shown = 0;
  /** What has happened while pages are on their way, in order; undefined when nothing is missing. */
  #held: ChatEvent[] | undefined = [];

  get shown(): number {
    return this.#shown;
  }

  /**
   * A new connection has come into the room: what happens there is not shown before the pages of the
   * past are.
   *
   * @param last the number of the room's newest message
   * @returns whether it is smaller than one that was shown: the server has lost its history, and its numbers
   * begin again
   */
  begin(last: number): boolean {
    const beginsAgain = last < this.#shown;
    if (beginsAgain) this.#shown = 0;
    this.#held = [];
    return beginsAgain;
  }

  /** Returns the messages of a page that were not shown yet, in order. */
  takePage(messages: readonly Message[]): Message[] {
    return messages.filter((message) => this.#isNext(message));
  }

  /** There are no more pages. Returns what has happened meanwhile, without what was in one of them. */
  end(): ChatEvent[] {
    const held = this.#held ?? [];
    this.#held = undefined;
    return held.flatMap((event) => this.takeLive(event));
  }

  /** Something has just happened in the room. Returns it if it is its turn to be shown, else nothing. */
  takeLive(event: ChatEvent): ChatEvent[] {
    if (this.#held === undefined) {
      return event.type !== "message" || this.#isNext(event) ? [event] : [];
    }
    if (this.#held.length === MOST_HELD) {
      throw new ProtocolError(`more than ${MOST_HELD} events came before the history`);
    }
    this.#held.push(event);
    return [];
  }

  #isNext({ number }: Message): boolean {
    if (number <= this.#shown) return false;
    this.#shown = number;
    return true;
  }
}
