/**
 * A program that adds a listener to the worker for each connection.
 *
 * @file thread-pool.ts
 * @caughtBy a connection leaves no listener behind
 * @says leaves listeners behind
 */

export class Thread {
  async handleConnection(socket: Socket): Promise<ConnectionEnd> {
    this.#worker.postMessage(socket, [asTransferable(socket)]);
    return await new Promise((resolve, reject) => {
      this.#worker.once("message", resolve);
      this.#worker.once("error", reject);
    });
  }
}
