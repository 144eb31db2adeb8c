/**
 * What is shown as one: a chunk, a line, or a frame. Of each only the beginning is kept, so that a
 * learner can send a gigabyte through the tap.
 *
 *     frame   header 00 00 00 05 │ body 68 65 6c 6c 6f
 *     line    68 65 6c 6c 6f 0a
 */

/** So many bytes of each part are kept to be shown: twelve rows. */
const MAX_SHOWN_BYTES = 192;

/** A stretch of bytes with one meaning. */
export interface Part {
  role: "header" | "body";
  /** How many bytes it has. */
  length: number;
  /** Its first bytes. */
  shown: Buffer;
  /** Where in `shown` a new chunk began. */
  cuts: readonly number[];
}

export interface Unit {
  kind: "chunk" | "line" | "frame" | "no frame";
  /** False when its end has not come. */
  isWhole: boolean;
  parts: readonly Part[];
  /** In how many chunks it came. */
  chunks: number;
  /** It began in the middle of a chunk, right behind the unit before it. */
  sharesChunk: boolean;
}

/** How many bytes the unit has in all. */
export function lengthOf(unit: Unit): number {
  return unit.parts.reduce((sum, { length }) => sum + length, 0);
}

/** Collects the bytes of a unit while they come. */
export class UnitBuilder {
  readonly #kind: Unit["kind"];
  #parts: PartBuilder[] = [];
  #chunks = 0;
  #sharesChunk = false;

  constructor(kind: Unit["kind"]) {
    this.#kind = kind;
  }

  get isEmpty(): boolean {
    return this.#chunks === 0;
  }

  /** How many bytes the part has so far. */
  lengthOf(role: Part["role"]): number {
    return this.#parts.find((part) => part.role === role)?.length ?? 0;
  }

  /** The first bytes of the part so far. */
  shown(role: Part["role"]): Buffer {
    return this.#parts.find((part) => part.role === role)?.shown ?? Buffer.alloc(0);
  }

  /** @param beginsChunk whether these are the first bytes of their chunk */
  add(role: Part["role"], bytes: Buffer, beginsChunk: boolean): void {
    if (this.isEmpty) this.#sharesChunk = !beginsChunk;
    const isCut = beginsChunk && !this.isEmpty;
    if (beginsChunk || this.isEmpty) this.#chunks += 1;
    let part = this.#parts.at(-1);
    if (part?.role !== role) {
      part = new PartBuilder(role);
      this.#parts.push(part);
    }
    part.add(bytes, isCut);
  }

  /** What has been collected; the builder stays as it is. */
  unit(isWhole: boolean): Unit {
    return {
      kind: this.#kind,
      isWhole,
      parts: this.#parts.map(({ role, length, shown, cuts }) => ({
        role,
        length,
        shown,
        cuts: [...cuts],
      })),
      chunks: this.#chunks,
      sharesChunk: this.#sharesChunk,
    };
  }

  /** The same, and begins anew. */
  finish(isWhole = true): Unit {
    const unit = this.unit(isWhole);
    this.#parts = [];
    this.#chunks = 0;
    return unit;
  }
}

class PartBuilder implements Part {
  readonly role: Part["role"];
  length = 0;
  shown: Buffer = Buffer.alloc(0);
  readonly cuts: number[] = [];

  constructor(role: Part["role"]) {
    this.role = role;
  }

  add(bytes: Buffer, isCut: boolean): void {
    if (isCut && this.length < MAX_SHOWN_BYTES) this.cuts.push(this.length);
    const room = MAX_SHOWN_BYTES - this.shown.length;
    if (room > 0) this.shown = Buffer.concat([this.shown, bytes.subarray(0, room)]);
    this.length += bytes.length;
  }
}
