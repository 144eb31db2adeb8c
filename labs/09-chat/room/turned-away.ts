/**
 * What the log says about those who come over the limits of an address. Somebody who connects a thousand
 * times a second must not fill the disk with it: the first one gets a line at once, and the others of the
 * same minute one line together.
 */
import type { Log } from "../../../shared/logging/log.ts";
import { networkOf } from "../../../shared/net/network-of.ts";

/** How long the others are counted, in milliseconds. */
const COUNT_MS = 60_000;

/** So many lines a minute at most; what comes from further addresses is counted together. */
const MAX_LINES = 1_000;

const OTHERS = "others";

export class TurnedAway {
  readonly #log: Log;
  /** How many have come since the first, by address and reason. */
  #counts = new Map<string, { address: string; why: string; count: number }>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Notes that a connection is turned away. */
  note(host: string, why: string): void {
    const address = this.#counts.size < MAX_LINES ? networkOf(host) : this.#knownOr(host, why);
    const key = `${address} ${why}`;
    const known = this.#counts.get(key);
    if (known !== undefined) {
      known.count++;
      return;
    }
    if (this.#counts.size === 0) setTimeout(() => this.tell(), COUNT_MS).unref();
    this.#counts.set(key, { address, why, count: 0 });
    this.#log.warn("turned-away", { address, why });
  }

  /** Writes the lines that are due. */
  tell(): void {
    for (const { address, why, count } of this.#counts.values()) {
      if (count > 0) this.#log.warn("turned-away", { address, why, more: count });
    }
    this.#counts = new Map();
  }

  #knownOr(host: string, why: string): string {
    const address = networkOf(host);
    return this.#counts.has(`${address} ${why}`) ? address : OTHERS;
  }
}
