/**
 * A program that keeps every thread that it has ever started.
 *
 * @file thread-pool.ts
 * @caughtBy after a busy hour most threads end
 * @says When a client has left and enough threads are idle, end its thread
 */

export class ThreadPool {
  giveBack(thread: Thread): void {
    if (!this.#threads.has(thread)) return;
    if (MAX_IDLE > 0) {
      this.#idle.push(thread);
    } else {
      this.#threads.delete(thread);
      void thread.end();
    }
  }
}
