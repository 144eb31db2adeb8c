/**
 * A program that waits for the report of a thread that has crashed.
 *
 * @file thread-pool.ts
 * @caughtBy a crash ends one connection only, and leaves room for others
 * @says the report that this connection has ended
 */

export class Thread {
  async handleConnection(socket: Socket): Promise<ConnectionEnd> {
    this.#worker.postMessage(socket, [asTransferable(socket)]);
    const [report] = [
      await new Promise<ConnectionEnd>((resolve) => this.#worker.once("message", resolve)),
    ];
    return report;
  }
}
