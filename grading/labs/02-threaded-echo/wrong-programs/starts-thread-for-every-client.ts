/**
 * A program that starts as many threads as there are clients.
 *
 * @file thread-pool.ts
 * @caughtBy a client too many is told that the server is full
 * @says Threads without a limit
 */

export class ThreadPool {
  take(): Thread | undefined {
    const thread = this.#idle.pop() ?? this.#start();
    this.#startAhead();
    return thread;
  }
}
