/**
 * A program that forgets the beginning of a line when a chunk ends in it.
 *
 * @file shared/framing/line-splitter.ts
 * @caughtBy a line is a line, however it is cut
 * @says One chunk is not one line
 */

export class LineSplitter {
  push(chunk: Uint8Array): string[] {
    const text = this.#rest + this.#decoder.decode(chunk, { stream: true });
    const lines = text.split("\n");
    if (text.length > MAX_LINE_LENGTH) refuseLongLines(lines);
    const left = lines.pop() ?? "";
    if (left !== "") lines.push(left);
    return text.includes("\r") ? lines.map(withoutCarriageReturn) : lines;
  }
}
