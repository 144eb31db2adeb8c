/**
 * A program that loses the lines that come together with the access word, in callbacks.
 *
 * @file server.ts
 * @base callbacks
 * @caughtBy a line together with the access word is echoed
 * @says two lines together
 */

class ClientConnection {
  #take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const raw of lines) {
      if (this.#socket.writableEnded) return;
      const line = raw.replace(/\r$/, "").replace(this.#isFirst ? /^\ufeff/ : "", "");
      this.#isFirst = false;
      if (this.#isInside) this.#echo(line);
      else {
        this.#answerWord(line);
        if (this.#isInside) return;
      }
    }
  }
}
