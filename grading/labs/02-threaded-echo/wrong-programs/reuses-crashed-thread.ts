/**
 * A program that gives a thread that has crashed to the next client.
 *
 * @file thread-pool.ts
 * @caughtBy a crash ends one connection only, and leaves room for others
 * @says neither be given to the next client
 */

export class Thread {
  constructor(onCrash: (thread: Thread) => void) {
    this.#worker = new Worker(
      new URL("../../../../labs/02-threaded-echo/connection-thread.ts", import.meta.url),
    );
    this.number = this.#worker.threadId;
    // A thread's uncaught error arrives here. Without a listener it would end the whole process.
    this.#worker.on("error", () => {});
  }
}
