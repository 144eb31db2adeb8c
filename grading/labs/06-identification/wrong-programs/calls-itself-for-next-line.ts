/**
 * A program that calls itself for the next line.
 *
 * @file server.ts
 * @base callbacks
 * @caughtBy twenty thousand lines in one write all come back
 * @says Maximum call stack size exceeded
 */

class ClientConnection {
  #take(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const end = this.#rest.indexOf(10);
    if (end >= 0) {
      const text = this.#rest.subarray(0, end).toString();
      this.#rest = this.#rest.subarray(end + 1);
      if (this.#socket.writableEnded) return;
      this.#line(text.endsWith("\r") ? text.slice(0, -1) : text);
      this.#take(Buffer.alloc(0));
    }
    if (this.#rest.length > 1_000_000) this.#socket.destroy();
  }
}
