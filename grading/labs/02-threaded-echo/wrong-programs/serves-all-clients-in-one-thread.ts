/**
 * A program that serves all clients in one thread.
 *
 * @file thread-pool.ts
 * @caughtBy clients that are here at once have threads of their own
 * @says only farther away
 */

export class ThreadPool {
  take(): Thread | undefined {
    const [thread] = this.#threads;
    this.#startAhead();
    return thread;
  }
}
