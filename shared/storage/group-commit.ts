/**
 * Many writers, one disk: lines that wait together are written and synced together.
 *
 *     append a ─┐                         ┌─▶ a is on disk
 *     append b ─┼─▶ one write, one sync ──┼─▶ b is on disk
 *     append c ─┘                         └─▶ c is on disk
 *     append d ──────── waits ──────────────▶ the next write …
 *
 * To wait until the disk holds a line takes a hundred times as long as to write it; to wait for a
 * hundred lines takes no longer than for one.
 */

/** Lines that will be written together. */
interface Batch {
  lines: string[];
  /** Settles when they are on disk, or cannot be. */
  written: Promise<void>;
}

export class GroupCommit {
  readonly #write: (lines: readonly string[]) => Promise<void>;
  /** Takes more lines until its turn comes. */
  #open: Batch | undefined;
  /** The last piece of work in the queue; it never rejects. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param write brings these lines to the disk; it is called again only when it has settled */
  constructor(write: (lines: readonly string[]) => Promise<void>) {
    this.#write = write;
  }

  /**
   * Has the line written, after all that was asked for before. Returns when it is on disk.
   *
   * @throws what `write` throws, for every line of that batch
   */
  async append(line: string): Promise<void> {
    this.#open ??= this.#newBatch();
    this.#open.lines.push(line);
    await this.#open.written;
  }

  /** Does other work on the same file in its turn: after every line before, before every line behind. */
  async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#open = undefined;
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return await result;
  }

  #newBatch(): Batch {
    const lines: string[] = [];
    const written = this.inTurn(() => {
      if (this.#open?.lines === lines) this.#open = undefined;
      return this.#write(lines);
    });
    return { lines, written };
  }
}
