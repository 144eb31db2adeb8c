/**
 * A program that begins a client's time anew only when a line is answered, in callbacks.
 *
 * @file server.ts
 * @base callbacks
 * @caughtBy a client's own bytes begin its time anew, and nobody else's
 * @says or only when a line is answered
 */

class Client {
  private take(chunk: Buffer): void {
    if (this.ending !== "") return;
    console.log(`received ${chunk.length} bytes from ${this.peer}`);
    const lines = (this.text + this.decoder.write(chunk)).split("\n");
    this.text = lines.pop() ?? "";
    if ([...lines, this.text].some((line) => line.length > 65536)) {
      this.leave("line too long", "good-bye: line too long\n");
      return;
    }
    this.queue.push(...lines.map((line) => line.replace(/\r$/, "")));
    if (lines.length > 0) this.next();
  }
}
