/**
 * A program that looks for CR LF in each chunk.
 *
 * @file shared/framing/line-splitter.ts
 * @caughtBy the CR of a line's end is dropped, also when it is cut off
 * @says look for the CR when the line is whole
 */

export class LineSplitter {
  push(chunk: Uint8Array): string[] {
    const text =
      this.#rest + this.#decoder.decode(chunk, { stream: true }).replaceAll("\r\n", "\n");
    const lines = text.split("\n");
    if (text.length > MAX_LINE_LENGTH) refuseLongLines(lines);
    this.#rest = lines.pop() ?? "";
    return lines;
  }
}
