/**
 * What ends a connection after a given number of bytes: each byte that passes burns a little of it. It
 * counts both directions together, so that where a conversation breaks does not depend on who talks.
 */
import type { Hostility } from "./hostility.ts";

export class Fuse {
  /** What happens when it has burned down: nothing passes any more, or both sides get a reset. */
  readonly deed: "silence" | "reset" | undefined;
  #left: number;

  constructor({ dropAfter, resetAfter }: Hostility) {
    const drop = dropAfter ?? Number.POSITIVE_INFINITY;
    const reset = resetAfter ?? Number.POSITIVE_INFINITY;
    this.#left = Math.min(drop, reset);
    if (this.#left !== Number.POSITIVE_INFINITY) this.deed = reset < drop ? "reset" : "silence";
  }

  get hasBurned(): boolean {
    return this.#left <= 0;
  }

  /** The beginning of these bytes that still passes: all of them, some or none. */
  take(bytes: Buffer): Buffer {
    const passing = bytes.subarray(0, this.#left);
    this.#left -= passing.length;
    return passing;
  }
}
