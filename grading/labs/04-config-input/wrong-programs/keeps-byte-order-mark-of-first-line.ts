/**
 * A program that keeps the byte order mark of the first line, in callbacks.
 *
 * @file server.ts
 * @base callbacks
 * @caughtBy a byte order mark before the first line does not count
 * @says are a byte order mark
 */

class ClientConnection {
  #take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const raw of lines) {
      if (this.#socket.writableEnded) return;
      const line = raw.replace(/\r$/, "");
      this.#isFirst = false;
      if (this.#isInside) this.#echo(line);
      else this.#answerWord(line);
    }
  }
}
