/**
 * A limited number of places: who needs one, or several, waits until they are free. Of those who came
 * in the same turn of the event loop, the one that stays longest goes first: so the last to leave leaves early.
 */
export class WeightedSemaphore {
  #free: number;
  readonly #waiting: { count: number; enter: () => void }[] = [];
  #arriving: { count: number; lengthMs: number; enter: () => void }[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Waits for so many places, holds them while `work` runs, and releases them.
   *
   * @param lengthMs how long the work is likely to take; 0 when nobody knows
   */
  async hold<Result>(count: number, work: () => Promise<Result>, lengthMs = 0): Promise<Result> {
    await this.acquire(count, lengthMs);
    try {
      return await work();
    } finally {
      this.release(count);
    }
  }

  /** Waits for so many places and acquires them. */
  acquire(count = 1, lengthMs = 0): Promise<void> {
    return new Promise((enter) => {
      if (this.#arriving.length === 0) setImmediate(() => this.#queue());
      this.#arriving.push({ count, lengthMs, enter });
    });
  }

  release(count = 1): void {
    this.#free += count;
    this.#admit();
  }

  #queue(): void {
    this.#waiting.push(...this.#arriving.sort((one, other) => other.lengthMs - one.lengthMs));
    this.#arriving = [];
    this.#admit();
  }

  /** Lets in as many as there is room for. Who needs many is not overtaken by who needs few. */
  #admit(): void {
    for (let next = this.#waiting[0]; next !== undefined && next.count <= this.#free; ) {
      this.#waiting.shift();
      this.#free -= next.count;
      next.enter();
      next = this.#waiting[0];
    }
  }
}
