/**
 * A program that does not hear the crash of a thread.
 *
 * @file thread-pool.ts
 * @caughtBy a crash ends one connection only, and leaves room for others
 * @says The server crashed: Error: the thread crashed
 */

export class Thread {
  constructor(onCrash: (thread: Thread) => void) {
    this.#worker = new Worker(
      new URL("../../../../labs/02-threaded-echo/connection-thread.ts", import.meta.url),
    );
    this.number = this.#worker.threadId;
    // A thread's uncaught error arrives here. Without a listener it would end the whole process.
  }

  async handleConnection(socket: Socket): Promise<ConnectionEnd> {
    this.#worker.postMessage(socket, [asTransferable(socket)]);
    const [report] = [
      await new Promise<ConnectionEnd>((resolve) => this.#worker.once("message", resolve)),
    ];
    return report;
  }
}
