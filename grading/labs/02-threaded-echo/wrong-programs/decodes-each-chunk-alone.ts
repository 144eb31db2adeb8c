/**
 * A program that decodes each chunk alone.
 *
 * @file shared/framing/line-splitter.ts
 * @caughtBy a line is a line, however it is cut
 * @says each was decoded alone
 */

export class LineSplitter {
  push(chunk: Uint8Array): string[] {
    const text = this.#rest + Buffer.from(chunk).toString();
    const lines = text.split("\n");
    if (text.length > MAX_LINE_LENGTH) refuseLongLines(lines);
    this.#rest = lines.pop() ?? "";
    return text.includes("\r") ? lines.map(withoutCarriageReturn) : lines;
  }
}
