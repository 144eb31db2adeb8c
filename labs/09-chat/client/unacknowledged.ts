/**
 * What was said and is not acknowledged yet. Nothing leaves this place but by the server's word, so
 * that no lost connection loses a message:
 *
 *     say ─▶ │ waiting … │ ─▶ │ under way: 64 at most │ ─▶ accepted, refused
 *            └───────────┘ ◀─ └───────────────────────┘
 *                        connection lost
 *
 * A message that is sent again may have come the first time: only its acknowledgement was lost. It
 * keeps its id, by which the server knows it again.
 */
import { MOST_UNACKNOWLEDGED } from "../protocol/limits.ts";
import type { Request } from "../protocol/messages.ts";

/** What a server acknowledges. */
export type Said = Extract<Request, { id: string }>;

export class Unacknowledged {
  /** Not sent on this connection, in the order in which they were said. */
  #waiting: Said[] = [];
  /** Sent on this connection, in order. */
  #underWay: Said[] = [];

  /** How many are not acknowledged. */
  get size(): number {
    return this.#waiting.length + this.#underWay.length;
  }

  add(said: Said): void {
    this.#waiting.push(said);
  }

  /** What may be sent now, in order; from here on it is under way. */
  takeDue(): Said[] {
    const due = this.#waiting.splice(0, MOST_UNACKNOWLEDGED - this.#underWay.length);
    this.#underWay.push(...due);
    return due;
  }

  /** The server has taken or refused it. Returns it; undefined when none of that id is under way. */
  settle(id: string): Said | undefined {
    const index = this.#underWay.findIndex((said) => said.id === id);
    return index === -1 ? undefined : this.#underWay.splice(index, 1)[0];
  }

  /**
   * The connection is gone, and nobody knows what of that which was under way has come.
   *
   * @exercise 09.8 Make everything that was under way wait again, before what waits already, in the same order and with the same ids.
   */
  connectionLost(): void {
    this.#waiting = [...this.#underWay, ...this.#waiting];
    this.#underWay = [];
  }
}
