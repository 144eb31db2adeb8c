/**
 * Whether the grader itself was kept from its work. Then what it sent came late, and what it measured
 * says nothing of the program: a client that was silent for a second may have been the grader's fault.
 */

import { GraderWasLate } from "./failure.ts";

/** From look to look, in milliseconds. */
const LOOK_MS = 20;

/** Checks play through times of 100 ms and more; a look that comes so late can have changed one. */
const LATE_MS = 80;

export class EventLoopLag {
  readonly #timer: NodeJS.Timeout;
  readonly #lateMs: number;
  #lastLook = performance.now();
  #lastLate = Number.NEGATIVE_INFINITY;

  /** @param lateMs a look that comes so much later than it should is late */
  constructor(lateMs = LATE_MS) {
    this.#lateMs = lateMs;
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
    if (now - this.#lastLook > LOOK_MS + this.#lateMs) this.#lastLate = now;
    this.#lastLook = now;
  }
}

/**
 * Does something that shows nothing when the grader pauses meanwhile. So a program that waits for silence
 * passes for one that waits for a deadline.
 *
 * @param maxPauseMs how long a pause may be, in milliseconds
 * @throws GraderWasLate when it went well, and there was a longer pause
 */
export async function withoutPause<Result>(
  maxPauseMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const eventLoopLag = new EventLoopLag(maxPauseMs);
  const start = performance.now();
  try {
    const result = await work();
    if (eventLoopLag.since(start)) throw new GraderWasLate();
    return result;
  } finally {
    eventLoopLag.stop();
  }
}
