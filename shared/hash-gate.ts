/**
 * Who may compute a password hash now. A hash takes half a second of one core and 128 MiB: eight at
 * once make everybody wait for ten seconds, and a hundred take the machine down. So there are two
 * places, a short queue, and for whoever comes then the word "busy", which costs nothing.
 *
 *     log-ins  ─▶  ▢▢▢▢▢▢▢▢  ─▶  ▣▣  ─▶  answers
 *                  waiting       at work
 *           └──▶  "busy"
 *
 * Two are also few enough to leave half of Node's pool of four threads to the files.
 */

/** How many hashes are computed at a time. */
const PLACES = 2;

/** How many may wait: at half a second each and two at a time, the last one waits two seconds. */
const QUEUE_LENGTH = 8;

export class HashGate {
  readonly #places: number;
  readonly #queueLength: number;
  #atWork = 0;
  #isClosed = false;
  readonly #waiting: (() => void)[] = [];

  constructor({ places = PLACES, queueLength = QUEUE_LENGTH } = {}) {
    this.#places = places;
    this.#queueLength = queueLength;
  }

  /**
   * Runs the work as soon as a place is free, and returns its result; returns "busy" at once when
   * all places are taken and the queue is full.
   *
   * @throws what the work throws; its place is free again all the same
   */
  async run<Result>(work: () => Promise<Result>): Promise<Result | "busy"> {
    const isFull = this.#atWork >= this.#places && this.#waiting.length >= this.#queueLength;
    if (isFull) return "busy";
    return await this.runInAnyCase(async () => (this.#isClosed ? "busy" : await work()));
  }

  /** Whoever waits, or comes later, hears "busy": a program that stops begins nothing new. */
  close(): void {
    this.#isClosed = true;
  }

  /**
   * The same, but it waits its turn however long the queue is: for the program's own work, of which there
   * is never much at a time.
   */
  async runInAnyCase<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#atWork < this.#places) this.#atWork++;
    else await this.#turn();
    try {
      return await work();
    } finally {
      this.#giveOn();
    }
  }

  #turn(): Promise<void> {
    return new Promise((enter) => this.#waiting.push(enter));
  }

  /** The place goes to the next in the queue, without being free in between. */
  #giveOn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#atWork--;
    else next();
  }
}
