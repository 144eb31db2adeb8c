/**
 * Finds the texts in what one member receives, wherever the chunks were cut.
 *
 * It must cost next to nothing: a generator on the same two processors reads millions of texts in a
 * second. So it looks for the mark only where a text has ended, and at all of a text only now and then.
 */
import { isText, isWholeText, MARK, senderOf, sequenceOf, TEXT_BYTES } from "./text.ts";

const SAMPLE_EVERY = 64;
const NOTHING = Buffer.alloc(0);

/** Hears of each text: who has sent it, and as which of his. */
export type OnText = (sender: number, sequence: number) => void;

export class TextScanner {
  readonly #onText: OnText;
  /** The beginning of a text whose end has not come yet. */
  #begun: Buffer = NOTHING;
  #texts = 0;

  constructor(onText: OnText) {
    this.#onText = onText;
  }

  /** Takes the next chunk. It is not kept: its memory may be used again. Throws on a text that is wrong. */
  push(chunk: Buffer): void {
    let at = this.#complete(chunk);
    while (at < chunk.length) {
      if (chunk[at] !== MARK) {
        at += 1;
      } else if (at + TEXT_BYTES > chunk.length) {
        this.#begun = Buffer.from(chunk.subarray(at));
        return;
      } else {
        this.#take(chunk, at);
        at += TEXT_BYTES;
      }
    }
  }

  /** Puts the text together that was begun; returns where the chunk goes on behind it. */
  #complete(chunk: Buffer): number {
    if (this.#begun.length === 0) return 0;
    const lacking = TEXT_BYTES - this.#begun.length;
    const text = Buffer.concat([this.#begun, chunk.subarray(0, lacking)]);
    this.#begun = text.length < TEXT_BYTES ? text : NOTHING;
    if (text.length === TEXT_BYTES) this.#take(text, 0);
    return Math.min(lacking, chunk.length);
  }

  #take(bytes: Buffer, at: number): void {
    this.#texts += 1;
    const isSample = this.#texts % SAMPLE_EVERY === 0;
    if (!isText(bytes, at) || (isSample && !isWholeText(bytes, at))) {
      throw new Error("a text came that nobody has sent");
    }
    this.#onText(senderOf(bytes, at), sequenceOf(bytes, at));
  }
}
