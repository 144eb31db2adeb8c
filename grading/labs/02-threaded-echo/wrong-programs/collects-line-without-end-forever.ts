/**
 * A program that collects a line without an end forever.
 *
 * @file shared/framing/line-splitter.ts
 * @caughtBy a line without an end is refused
 * @says must not fill the memory
 */

export class LineSplitter {
  push(chunk: Uint8Array): string[] {
    const text = this.#rest + this.#decoder.decode(chunk, { stream: true });
    const lines = text.split("\n");
    this.#rest = lines.pop() ?? "";
    return text.includes("\r") ? lines.map(withoutCarriageReturn) : lines;
  }
}
