/** Random data from a seed, so that a report's seed brings back the very same bytes. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

const ASCII = [..."abcdefghijklmnopqrstuvwxyz"];

/**
 * Characters that have one form each in NFC and NFD, and neither is theirs: U+212B looks like Å and is another
 * character. A program that brings a text into any form of Unicode changes them.
 */
const NOT_NORMALIZED = [..."\u212b\u2126\uf900\uf902\uf904"];

/** Characters by their length in UTF-8, from one byte to four: a cut inside one shows. */
const BY_LENGTH = [ASCII, [..."äöüßñçжщыёю"], NOT_NORMALIZED, [..."😀🐙"]];

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
    return Array.from({ length }, () => this.pick(ASCII)).join("");
  }

  /**
   * A word for checks that are about bytes: it has characters of one, two, three and four bytes, and is in none
   * of Unicode's normalization forms.
   */
  word(length = 8): string {
    const start = this.integer(0, 3);
    const kinds = Array.from({ length }, (_, at) => BY_LENGTH[(start + at) % 4] ?? ASCII);
    return kinds.map((characters) => this.pick(characters)).join("");
  }
}
