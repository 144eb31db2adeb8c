/**
 * A program that answers the next request by calling itself.
 *
 * @file server.ts
 * @base callbacks
 * @caughtBy twenty thousand requests in one write are all answered
 * @says Maximum call stack size exceeded
 */

class ClientConnection {
  #next(): void {
    this.#isInLoop = true;
    while (!this.#isBusy && !this.#socket.writableEnded) {
      const line = this.#lines.shift();
      if (line === undefined) {
        if (this.#hasEnded) this.#socket.end();
        break;
      }
      this.#isBusy = true;
      this.#handle(line);
    }
    this.#isInLoop = false;
  }
}
