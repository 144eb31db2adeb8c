/** Random data from a seed, so that a report's seed brings back the very same bytes. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Letters of one, two, three and four bytes in UTF-8: a cut inside one shows. */
const LETTERS = [..."abcdefghijklmnopqrstuvwxyzäöüßñçжщыёю漢字語한글😀🐙"];

const ASCII_LETTERS = LETTERS.filter((letter) => letter <= "z");
const WIDE_LETTERS = LETTERS.filter((letter) => letter > "z");

export class Random {
  readonly #generator;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** A whole number, both ends included. */
  integer(from: number, to: number): number {
    return uniformInt(this.#generator, from, to);
  }

  /** Bytes of every value. */
  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.integer(0, 255)));
  }

  /** One of the items. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.integer(0, items.length - 1)];
    if (item === undefined) throw new Error("Random.pick: nothing to pick from");
    return item;
  }

  /** A word of plain ASCII letters: for checks that are not about bytes. */
  asciiWord(length = 8): string {
    return Array.from({ length }, () => this.pick(ASCII_LETTERS)).join("");
  }

  /** A word of letters of one to four bytes each, without spaces; at least one has more than one byte. */
  word(length = 8): string {
    const letters = Array.from({ length }, () => this.pick(LETTERS));
    letters[this.integer(0, length - 1)] = this.pick(WIDE_LETTERS);
    return letters.join("");
  }
}
