/**
 * Whether a server was kept from its work by the machine. A server that is ready and gets no processor sees
 * bytes that came in time only after its timer: what it does then says nothing of it.
 */
import { waitedForProcessorMs } from "./kernel.ts";
import type { Program } from "./program.ts";

/** Checks play through times of 100 ms and more; so long a wait can have changed one. */
const MAX_WAITED_MS = 100;

export class Starvation {
  readonly #waitedMs: (pid: number) => number;
  /** How long each server had waited when it was ready for this check. */
  readonly #before = new Map<number, number>();

  /** @param waitedMs how long a process has waited so far, in milliseconds */
  constructor(waitedMs: (pid: number) => number = waitedForProcessorMs) {
    this.#waitedMs = waitedMs;
  }

  /** Looks at a server from now on: a start takes its time everywhere. */
  watch({ pid }: Program): void {
    this.#before.set(pid, this.#waitedMs(pid));
  }

  /** Whether one of them has waited for too long since. */
  get wasLong(): boolean {
    return [...this.#before].some(([pid, before]) => this.#waitedMs(pid) - before > MAX_WAITED_MS);
  }
}
