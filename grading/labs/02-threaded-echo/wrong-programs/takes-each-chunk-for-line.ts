/**
 * A program that takes each chunk for a line.
 *
 * @file shared/framing/line-splitter.ts
 * @caughtBy lines that come together are answered one by one
 * @says One chunk is not one line
 */

export class LineSplitter {
  push(chunk: Uint8Array): string[] {
    const text = this.#rest + this.#decoder.decode(chunk, { stream: true });
    const lines = [text.trimEnd(), ""];
    if (text.length > MAX_LINE_LENGTH) refuseLongLines(lines);
    this.#rest = lines.pop() ?? "";
    return text.includes("\r") ? lines.map(withoutCarriageReturn) : lines;
  }
}
