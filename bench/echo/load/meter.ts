/** Counts answers and their times from `start` to `stop`; ignores those before and after. */
import { percentile } from "../../statistics.ts";

export class Meter {
  #recording = false;
  #messages = 0;
  #latenciesMs = new Float64Array(1 << 12);
  #batches = 0;

  start(): void {
    this.#recording = true;
  }

  stop(): void {
    this.#recording = false;
  }

  /** Notes one answered batch. */
  record(messages: number, latencyMs: number): void {
    if (!this.#recording) return;
    this.#messages += messages;
    if (this.#batches === this.#latenciesMs.length) this.#grow();
    this.#latenciesMs[this.#batches] = latencyMs;
    this.#batches += 1;
  }

  get messages(): number {
    return this.#messages;
  }

  /** The time within which `percent` of the batches were answered; NaN when there was none. */
  latencyMs(percent: number): number {
    return percentile(this.#latenciesMs.subarray(0, this.#batches).toSorted(), percent);
  }

  #grow(): void {
    const larger = new Float64Array(this.#latenciesMs.length * 2);
    larger.set(this.#latenciesMs);
    this.#latenciesMs = larger;
  }
}
