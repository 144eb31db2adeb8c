/** A limited number of places: who needs one, or several, waits until they are free. First come, first served. */
export class Places {
  #free: number;
  readonly #waiting: { count: number; enter: () => void }[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for so many places, holds them while `work` runs, and gives them back. */
  async hold<Result>(count: number, work: () => Promise<Result>): Promise<Result> {
    await this.take(count);
    try {
      return await work();
    } finally {
      this.giveBack(count);
    }
  }

  /** Waits for so many places and takes them. */
  take(count = 1): Promise<void> {
    return new Promise((enter) => {
      this.#waiting.push({ count, enter });
      this.#admit();
    });
  }

  giveBack(count = 1): void {
    this.#free += count;
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
