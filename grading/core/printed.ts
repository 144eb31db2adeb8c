/**
 * What a program prints on one of its streams: its bytes and its lines, each up to a limit. A program
 * that prints more is read on, so that it does not block; of what is too much only the end is kept.
 *
 * Every piece is looked at once: a line may come in a thousand pieces, and there may be a million lines.
 */
import { StringDecoder } from "node:string_decoder";

/** What is kept as it came. */
const MAX_BYTES = 64 * 1024 * 1024;

/** An empty line costs the grader more memory than the byte that made it. */
const MAX_LINES = 100_000;

/** Of all lines together, in characters, and of a single one. */
const MAX_TEXT_LENGTH = 16 * 1024 * 1024;
const MAX_LINE_LENGTH = 1024 * 1024;

/** What is searched for a cause at each end: where a program says how it starts, and where it crashes. */
const SEARCHED_LENGTH = 128 * 1024;

/** Where a second message of a server begins within a line; `disconnected` holds a `connected`. */
const SECOND_MESSAGE =
  /(?<=.)(?=(?:(?<!dis)connected|disconnected|refused) \S+:\d|(?:received|sent) \d+ bytes )/;

/** An empty line that belongs to a line before it comes after so many others at most. */
const MAX_LINES_BETWEEN = 16;

export class Printed {
  #chunks: Buffer[] = [];
  #byteCount = 0;
  readonly #lines: string[] = [];
  #textLength = 0;
  readonly #decoder = new StringDecoder("utf8");
  /** The pieces of the line that has no end yet. */
  #rest: string[] = [];
  #restLength = 0;
  readonly #beginning: string[] = [];
  #beginningLength = 0;
  #end: string[] = [];
  #endLength = 0;
  readonly #onLine: (line: string) => string;

  /** @param onLine called with each whole line; returns the line to be kept */
  constructor(onLine: (line: string) => string) {
    this.#onLine = onLine;
  }

  /** All bytes that are kept. */
  get bytes(): Buffer {
    const [only, ...more] = this.#chunks;
    if (only !== undefined && more.length === 0) return only;
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }

  /** The first bytes, this many at most. */
  bytesUpTo(byteCount: number): Buffer {
    if (this.#byteCount <= byteCount) return this.bytes;
    const first: Buffer[] = [];
    let length = 0;
    for (const chunk of this.#chunks) {
      if (length >= byteCount) break;
      first.push(chunk);
      length += chunk.length;
    }
    return Buffer.concat(first).subarray(0, byteCount);
  }

  get byteCount(): number {
    return this.#byteCount;
  }

  /** The whole lines that are kept, without their line ends. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The beginning and the end of all that was printed, for the search of a cause. */
  get beginningAndEnd(): string {
    return [...this.#beginning, ...this.#end].join("\n");
  }

  add(chunk: Buffer): void {
    if (this.#byteCount < MAX_BYTES) {
      this.#byteCount += chunk.length;
      this.#chunks.push(chunk);
    }
    if (this.#isFull) {
      this.#addToEnd(chunk.toString("latin1"));
      return;
    }
    const [first = "", ...following] = this.#decoder.write(chunk).split("\n");
    this.#addToLine(first);
    for (const text of following) {
      this.#endLine();
      this.#addToLine(text);
    }
  }

  /** The stream has ended: what has no line end is a line all the same. */
  end(): void {
    if (this.#restLength > 0) this.#endLine();
  }

  /** Nothing more is looked at line by line. */
  get #isFull(): boolean {
    return this.#lines.length >= MAX_LINES || this.#textLength >= MAX_TEXT_LENGTH;
  }

  #addToLine(text: string): void {
    const room = MAX_LINE_LENGTH - this.#restLength;
    if (text === "" || room <= 0) return;
    this.#rest.push(text.slice(0, room));
    this.#restLength += Math.min(room, text.length);
  }

  /** What stands in the line that has no end yet, such as a prompt. */
  get unfinished(): string {
    return this.#rest.join("");
  }

  #endLine(): void {
    const text = this.#rest.join("").replace(/\r$/, "");
    this.#rest = [];
    this.#restLength = 0;
    if (this.#isFull) return;
    const line = this.#onLine(text === "" ? this.#splitOff() : text);
    this.#lines.push(line);
    this.#textLength += line.length;
    if (this.#beginningLength < SEARCHED_LENGTH) {
      this.#beginning.push(line.slice(0, SEARCHED_LENGTH));
      this.#beginningLength += line.length + 1;
    } else {
      this.#addToEnd(line.slice(-SEARCHED_LENGTH));
    }
  }

  /**
   * A thread of Python prints a text and its line end one after the other, and another thread may come
   * between them: two messages in one line, and an empty line after it. This happens now and then, and
   * marks must not depend on it.
   *
   * @returns the second message, which the earlier line loses; empty when there is none
   */
  #splitOff(): string {
    const first = Math.max(0, this.#lines.length - MAX_LINES_BETWEEN);
    for (let index = this.#lines.length - 1; index >= first; index -= 1) {
      const line = this.#lines[index] ?? "";
      const start = line.search(SECOND_MESSAGE);
      if (start < 0) continue;
      this.#lines[index] = line.slice(0, start);
      return line.slice(start);
    }
    return "";
  }

  /** Keeps twice as much before it is cut, so that each line is moved once at the most. */
  #addToEnd(text: string): void {
    this.#end.push(text);
    this.#endLength += text.length + 1;
    if (this.#endLength < 2 * SEARCHED_LENGTH) return;
    const kept = this.#end.join("\n").slice(-SEARCHED_LENGTH);
    this.#end = [kept];
    this.#endLength = kept.length;
  }
}
