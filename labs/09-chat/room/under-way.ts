/** Work that was begun for a client and is not waited for one by one: how much of it there is, and its end. */
export class UnderWay {
  readonly #failed: (error: unknown) => void;
  #count = 0;
  /** Ends the wait of {@link lessThan}. */
  #wake: (() => void) | undefined;

  /** @param failed is called with what a piece of work throws */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Keeps account of a piece of work that has begun. */
  add(work: Promise<void>): void {
    this.#count++;
    void work.catch(this.#failed).then(() => {
      this.#count--;
      this.#wake?.();
    });
  }

  /** Waits until there is less than this of it. */
  async lessThan(count: number): Promise<void> {
    while (this.#count >= count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Waits until all is done. */
  async done(): Promise<void> {
    await this.lessThan(1);
  }
}
