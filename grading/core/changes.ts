/**
 * Waiting for something to become true, without a sleep: whoever changes something says so, and
 * every waiting probe looks again.
 */
export class Changes {
  readonly #waiting = new Set<() => void>();

  /** Something changed: all waiting probes look again. */
  notify(): void {
    for (const look of [...this.#waiting]) look();
  }

  /**
   * Waits until the probe returns something else than undefined, and returns that; returns
   * undefined when the deadline passes first.
   */
  until<Value>(probe: () => Value | undefined, deadlineMs: number): Promise<Value | undefined> {
    const now = probe();
    if (now !== undefined) return Promise.resolve(now);
    return new Promise((resolve) => {
      const end = (value: Value | undefined) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(value);
      };
      const look = () => {
        const value = probe();
        if (value !== undefined) end(value);
      };
      const timer = setTimeout(() => end(probe()), deadlineMs);
      this.#waiting.add(look);
    });
  }
}
