/**
 * A program that keeps the beginning of a line in a variable of its module, in callbacks.
 *
 * @file server.ts
 * @base callbacks
 * @caughtBy two clients at once get their own lines back
 * @says Something of one client showed up at another
 */

let rest = "";

class ClientConnection {
  #take(text: string): void {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const raw of lines) {
      if (this.#socket.writableEnded) return;
      const line = raw.replace(/\r$/, "").replace(this.#isFirst ? /^\ufeff/ : "", "");
      this.#isFirst = false;
      if (this.#isInside) this.#echo(line);
      else this.#answerWord(line);
    }
  }
}
