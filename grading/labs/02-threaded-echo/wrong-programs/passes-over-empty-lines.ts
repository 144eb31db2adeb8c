/**
 * A program that passes over empty lines.
 *
 * @file shared/framing/line-splitter.ts
 * @caughtBy lines that come together are answered one by one
 * @says An empty line is a line
 */

export class LineSplitter {
  push(chunk: Uint8Array): string[] {
    const text = this.#rest + this.#decoder.decode(chunk, { stream: true });
    const lines = text.split("\n");
    if (text.length > MAX_LINE_LENGTH) refuseLongLines(lines);
    this.#rest = lines.pop() ?? "";
    return lines.map(withoutCarriageReturn).filter((line) => line !== "");
  }
}
