/**
 * Lines out of a stream of chunks.
 *
 *     chunks   68 65 6c │ 6c 6f 0a 77 6f │ 72 6c 64 0a
 *     lines                hello           world
 *
 * A line ends with LF; a CR before it, as telnet and Windows send, is taken off, and so is a byte order
 * mark (U+FEFF) before the first line, as editors on Windows write. Chunks are cut anywhere: inside a
 * line, inside a character of several bytes, between CR and LF.
 */
import { ProtocolError } from "../process/errors.ts";

/** The longest line, in UTF-16 units: a peer that never ends its line must not fill the memory. */
export const MAX_LINE_LENGTH = 65_536;

export class LineSplitter {
  /** Keeps the first bytes of a character until the rest of it has come, and drops a byte order mark. */
  readonly #decoder = new TextDecoder();
  /** The beginning of a line whose end has not come yet. */
  #rest = "";

  /**
   * Takes the next chunk; returns the lines that it completes, without their ends. Often there are
   * none, sometimes many.
   *
   * @throws ProtocolError when a line is longer than {@link MAX_LINE_LENGTH}
   *
   * @exercise 02.3 Return every line that this chunk completes, and keep what is left for the next.
   */
  push(chunk: Uint8Array): string[] {
    const text = this.#rest + this.#decoder.decode(chunk, { stream: true });
    const lines = text.split("\n");
    if (text.length > MAX_LINE_LENGTH) refuseLongLines(lines);
    this.#rest = lines.pop() ?? "";
    return text.includes("\r") ? lines.map(withoutCarriageReturn) : lines;
  }

  /** The stream has ended: what is left counts as a last line. Returns it, or nothing. */
  end(): string[] {
    const last = this.#rest + this.#decoder.decode();
    this.#rest = "";
    return last === "" ? [] : [last];
  }
}

function refuseLongLines(lines: readonly string[]): void {
  if (lines.some((line) => line.length > MAX_LINE_LENGTH)) {
    throw new ProtocolError(`a line is longer than ${MAX_LINE_LENGTH} characters`);
  }
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
