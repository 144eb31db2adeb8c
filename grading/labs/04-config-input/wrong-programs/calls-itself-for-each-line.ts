/**
 * A program that calls itself for each line, in callbacks.
 *
 * @file server.ts
 * @base callbacks
 * @caughtBy 20,000 lines in one write all come back
 * @says Maximum call stack size exceeded
 */

class ClientConnection {
  #take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    const next = (at: number): void => {
      const raw = lines[at];
      if (raw === undefined) return;
      if (this.#socket.writableEnded) return;
      const line = raw.replace(/\r$/, "").replace(this.#isFirst ? /^\ufeff/ : "", "");
      this.#isFirst = false;
      if (this.#isInside) this.#echo(line);
      else this.#answerWord(line);
      next(at + 1);
    };
    next(0);
  }
}
