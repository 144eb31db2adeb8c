/**
 * A program that trims its lines.
 *
 * @file shared/framing/line-splitter.ts
 * @caughtBy lines that come together are answered one by one
 * @says blanks are a part of the line
 */

export class LineSplitter {
  push(chunk: Uint8Array): string[] {
    const text = this.#rest + this.#decoder.decode(chunk, { stream: true });
    const lines = text.split("\n");
    if (text.length > MAX_LINE_LENGTH) refuseLongLines(lines);
    this.#rest = lines.pop() ?? "";
    return lines.map((line) => withoutCarriageReturn(line).trim());
  }
}
