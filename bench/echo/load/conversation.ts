/**
 * What a connection sends again and again, and what a right server answers.
 *
 *   raw     the bytes themselves
 *   lines   TEXT\n is answered by [thread T line N] TEXT\n, where N counts on
 *
 * The length of an answer must cost next to nothing, since it is asked for with every batch; the
 * content may cost, since it is compared on a sample only. Pure: no socket here.
 */

/** One batch of messages and its answer. */
export interface Conversation {
  readonly batch: Buffer;
  /** Bytes of the answer to the present batch. */
  answerBytes(): number;
  /** The answer to the present batch. */
  answer(): Buffer;
  /** Goes on to the next batch. */
  advance(): void;
}

/** A batch that comes back as it is. */
export class RawConversation implements Conversation {
  readonly batch: Buffer;

  constructor(batch: Buffer) {
    this.batch = batch;
  }

  answerBytes(): number {
    return this.batch.length;
  }

  answer(): Buffer {
    return this.batch;
  }

  advance(): void {}
}

export interface LineConversationOptions {
  /** The line without its newline. */
  text: string;
  linesInBatch: number;
  /** The thread that the server named in its first answer. */
  thread: number;
  /** The number that the server gives to the next line. */
  nextLine: number;
}

/** The same line several times; the server numbers its answers. */
export class LineConversation implements Conversation {
  readonly batch: Buffer;
  readonly #options: LineConversationOptions;
  readonly #bytesBesideNumber: number;
  #nextLine: number;

  constructor(options: LineConversationOptions) {
    this.#options = options;
    this.#nextLine = options.nextLine;
    this.batch = Buffer.from(`${options.text}\n`.repeat(options.linesInBatch));
    this.#bytesBesideNumber = Buffer.byteLength(
      `[thread ${options.thread} line ] ${options.text}\n`,
    );
  }

  answerBytes(): number {
    const { linesInBatch } = this.#options;
    const last = this.#nextLine + linesInBatch - 1;
    return (
      linesInBatch * this.#bytesBesideNumber + digitsUpTo(last) - digitsUpTo(this.#nextLine - 1)
    );
  }

  answer(): Buffer {
    const { thread, text, linesInBatch } = this.#options;
    const lines = Array.from(
      { length: linesInBatch },
      (_, index) => `[thread ${thread} line ${this.#nextLine + index}] ${text}\n`,
    );
    return Buffer.from(lines.join(""));
  }

  advance(): void {
    this.#nextLine += this.#options.linesInBatch;
  }
}

/** How many digits it takes to write down 1, 2, 3 … up to `last`. */
function digitsUpTo(last: number): number {
  let digits = 0;
  for (let first = 1; first <= last; first *= 10) digits += last - first + 1;
  return digits;
}

/** The thread named in the answer to a connection's first line, or undefined if it is another form. */
export function threadOfFirstAnswer(answer: string, text: string): number | undefined {
  const match = /^\[thread (\d+) line 1\] (.*)\n$/.exec(answer);
  return match?.[2] === text ? Number(match[1]) : undefined;
}
