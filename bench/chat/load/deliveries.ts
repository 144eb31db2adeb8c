/**
 * Keeps count of one run: what was sent, who has received it, and how long that took.
 *
 * Each member must receive each sender's texts in their order, none left out and none twice: so
 * every delivery that is counted is one that was received. A message has reached all when everybody
 * who should have it has it. Pure: no socket and no clock here.
 */
import { createHistogram } from "node:perf_hooks";

export interface DeliveriesOptions {
  members: number;
  /** How many of the members send; the first ones. */
  senders: number;
  /** How many messages a sender may have under way. */
  window: number;
  /** How many members receive a message: all, or all but its sender. */
  receivers: number;
}

export class Deliveries {
  // A histogram of millions of times takes no more memory than one of ten, and knows them to 0.1%.
  /** From the sending of a message to each of its deliveries, in microseconds. */
  readonly times = createHistogram();
  /** From the sending of a message to its last delivery, in microseconds. */
  readonly reachTimes = createHistogram();
  readonly #options: DeliveriesOptions;
  /** By member and sender: the number of the text that must come next. */
  readonly #expected: Int32Array;
  readonly #sent: Int32Array;
  /** By sender and place in its window: when it was sent, and how many have it. */
  readonly #sentAtMs: Float64Array;
  readonly #reached: Int32Array;
  #underWay = 0;

  constructor(options: DeliveriesOptions) {
    const { members, senders, window } = options;
    this.#options = options;
    this.#expected = new Int32Array(members * senders);
    this.#sent = new Int32Array(senders);
    this.#sentAtMs = new Float64Array(senders * window);
    this.#reached = new Int32Array(senders * window);
  }

  /** Notes that a sender sends now; returns which of his messages it is. */
  send(sender: number, nowMs: number): number {
    const sequence = this.#sent[sender] ?? 0;
    const place = this.#placeOf(sender, sequence);
    this.#sent[sender] = sequence + 1;
    this.#sentAtMs[place] = nowMs;
    this.#reached[place] = 0;
    this.#underWay += 1;
    return sequence;
  }

  /**
   * Notes one delivery; true when its message has reached all.
   *
   * @throws Error when another text of this sender was due at this member
   */
  deliver(member: number, sender: number, sequence: number, nowMs: number): boolean {
    const { senders, receivers } = this.#options;
    const row = member * senders + sender;
    const due = this.#expected[row];
    if (due !== sequence || sequence >= (this.#sent[sender] ?? 0)) {
      throw new Error(`member ${member} got text ${sequence} of sender ${sender}, not ${due}`);
    }
    this.#expected[row] = sequence + 1;
    const place = this.#placeOf(sender, sequence);
    const passedMs = nowMs - (this.#sentAtMs[place] ?? nowMs);
    // A histogram takes whole numbers from 1.
    const microseconds = Math.max(1, Math.round(passedMs * 1000));
    this.times.record(microseconds);
    const reached = (this.#reached[place] ?? 0) + 1;
    this.#reached[place] = reached;
    if (reached < receivers) return false;
    this.reachTimes.record(microseconds);
    this.#underWay -= 1;
    return true;
  }

  /** How many messages have not reached all yet. */
  get underWay(): number {
    return this.#underWay;
  }

  #placeOf(sender: number, sequence: number): number {
    const { window } = this.#options;
    return sender * window + (sequence % window);
  }
}
