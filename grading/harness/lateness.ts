/**
 * Whether the grader itself was kept from its work. Then what it sent came late, and what it measured
 * says nothing of the program: a client that was silent for a second may have been the grader's fault.
 */

/** From look to look, in milliseconds. */
const LOOK_MS = 20;

/** Checks play through times of 100 ms and more; a look that comes so late can have changed one. */
const LATE_MS = 80;

export class Lateness {
  readonly #timer: NodeJS.Timeout;
  #lastLook = performance.now();
  #lastLate = Number.NEGATIVE_INFINITY;

  constructor() {
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  /** Whether the grader was late at some time since then, as `performance.now()` tells it. */
  since(time: number): boolean {
    this.#look();
    return this.#lastLate >= time;
  }

  /** Looks no more. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    if (now - this.#lastLook > LOOK_MS + LATE_MS) this.#lastLate = now;
    this.#lastLook = now;
  }
}
