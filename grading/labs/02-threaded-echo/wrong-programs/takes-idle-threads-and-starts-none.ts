/**
 * A program that takes idle threads and starts none.
 *
 * @file thread-pool.ts
 * @caughtBy more clients get in than threads were idle
 * @says When none is idle, `take` starts a new one
 */

export class ThreadPool {
  take(): Thread | undefined {
    return this.#idle.pop();
  }
}
