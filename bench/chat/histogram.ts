/**
 * Counts times in boxes, so that millions of them cost neither memory nor sorting.
 *
 * The boxes grow with the times: 64 to each doubling, so a time is known to about 1%.
 */

const BOXES_IN_DOUBLING = 64;
/** 2^30 µs are 18 minutes: nothing here lasts as long. */
const DOUBLINGS = 30;

export class Histogram {
  readonly #boxes = new Float64Array(BOXES_IN_DOUBLING * DOUBLINGS);
  #count = 0;

  /** Notes a time in microseconds, up to 18 minutes. */
  add(microseconds: number): void {
    const box = Math.floor(Math.log2(Math.max(microseconds, 1)) * BOXES_IN_DOUBLING);
    const index = Math.min(box, this.#boxes.length - 1);
    this.#boxes[index] = (this.#boxes[index] ?? 0) + 1;
    this.#count += 1;
  }

  get count(): number {
    return this.#count;
  }

  /** The time within which `percent` of all lie, to about 1%; NaN when there is none. */
  percentile(percent: number): number {
    const rank = Math.max(1, Math.ceil((percent / 100) * this.#count));
    let below = 0;
    for (const [box, count] of this.#boxes.entries()) {
      below += count;
      if (below >= rank) return 2 ** ((box + 0.5) / BOXES_IN_DOUBLING);
    }
    return Number.NaN;
  }
}
