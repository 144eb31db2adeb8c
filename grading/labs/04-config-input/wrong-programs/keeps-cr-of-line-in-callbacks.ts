/**
 * A program that keeps the CR of a line, in callbacks.
 *
 * @file server.ts
 * @base callbacks
 * @caughtBy a CR before the line end does not count
 * @says A CR right before the LF is not part of the line
 */

class ClientConnection {
  #take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const raw of lines) {
      if (this.#socket.writableEnded) return;
      const line = raw.replace(this.#isFirst ? /^\ufeff/ : "", "");
      this.#isFirst = false;
      if (this.#isInside) this.#echo(line);
      else this.#answerWord(line);
    }
  }
}
