/**
 * A program that deals its clients to five threads in turn.
 *
 * @file thread-pool.ts
 * @caughtBy after a busy hour most threads end
 * @says 10 clients that are here at once should have 10 threads
 */

export class ThreadPool {
  turn = 0;

  take(): Thread | undefined {
    this.turn += 1;
    const thread = this.#threads.size < 5 ? this.#start() : [...this.#threads][this.turn % 5];
    return thread;
  }
}
