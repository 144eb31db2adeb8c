/**
 * Who may come in at all, before anything expensive is done for them: a handshake costs milliseconds, a hash
 * half a second. One address gets a few connections at once, and not too many new ones in a while, so
 * that it cannot have the server to itself.
 */
import type { Log } from "../../../shared/logging/log.ts";
import { normalizeAddress } from "../../../shared/net/normalize-address.ts";
import { rateLimitKey } from "../../../shared/net/rate-limit-key.ts";

export interface ConnectionLimits {
  /** Connections from one network at once. */
  perAddress: number;
  /** New connections from one network within {@link WINDOW_MS}. */
  newPerAddress: number;
  /** Whether connections from this machine are counted, too. */
  limitLoopback: boolean;
}

/** How long a new connection counts as new: ten minutes. */
const WINDOW_MS = 600_000;

/** So many networks are remembered: an IPv6 provider has more of them than a server has memory. */
const MAX_NETWORKS = 10_000;

/** So many who are turned away are told why within {@link TELLING_MS}: a channel to tell it in costs milliseconds. */
const MAX_TOLD = 10;

/** In milliseconds. */
const TELLING_MS = 5_000;

/** How long the others are counted, in milliseconds. */
const COUNT_MS = 60_000;

/** So many lines a minute at most; what comes from further addresses is counted together. */
const MAX_LINES = 1_000;

const OTHERS = "others";

/** Why somebody is turned away, in a word for the log. */
export type Obstacle = "too-many-at-once" | "too-many-new";

interface Network {
  open: number;
  /** When the last ones came, the oldest first; on the limiter's clock. */
  arrivals: number[];
}

export class ConnectionLimiter {
  readonly #limits: ConnectionLimits;
  readonly #now: () => number;
  /** When somebody was told last, the oldest first. */
  #tellings: number[] = [];
  /** In the order of their last arrivals. */
  readonly #networks = new Map<string, Network>();

  /** @param now a clock that never goes back, in milliseconds */
  constructor(limits: ConnectionLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Lets a connection in, unless it is one too many. Whoever is in must be {@link release}d. */
  admit(host: string): "in" | Obstacle {
    if (!this.#counts(host)) return "in";
    const key = rateLimitKey(host);
    const network = this.#networks.get(key) ?? { open: 0, arrivals: [] };
    const now = this.#now();
    network.arrivals = network.arrivals.filter((time) => now - time < WINDOW_MS);
    if (network.open >= this.#limits.perAddress) return "too-many-at-once";
    if (network.arrivals.length >= this.#limits.newPerAddress) return "too-many-new";
    network.open++;
    network.arrivals.push(now);
    this.#networks.delete(key); // so that it is set at the end of the order
    this.#networks.set(key, network);
    this.#forgetSome();
    return "in";
  }

  /** A connection that was let in is over. */
  release(host: string): void {
    const network = this.#networks.get(rateLimitKey(host));
    if (network !== undefined) network.open--;
  }

  /** Whether somebody who is turned away may be told why; that counts as telling. */
  mayTell(): boolean {
    const now = this.#now();
    this.#tellings = this.#tellings.filter((time) => now - time < TELLING_MS);
    if (this.#tellings.length >= MAX_TOLD) return false;
    this.#tellings.push(now);
    return true;
  }

  /** What to say to somebody who is turned away. */
  reasonFor(why: Obstacle): string {
    const { perAddress, newPerAddress } = this.#limits;
    return why === "too-many-at-once"
      ? `your address has ${perAddress} connections already, and may have no more; close one and try again`
      : `your address has made ${newPerAddress} connections within 10 minutes; wait some minutes and try again`;
  }

  #counts(host: string): boolean {
    return this.#limits.limitLoopback || !isLoopback(host);
  }

  /** Forgets networks from which nobody is here and nobody came of late; when they are too many, all old ones. */
  #forgetSome(): void {
    const now = this.#now();
    for (const [key, { open, arrivals }] of this.#networks) {
      const isOld = now - (arrivals.at(-1) ?? 0) >= WINDOW_MS;
      if (!isOld && this.#networks.size <= MAX_NETWORKS) return;
      if (open === 0) this.#networks.delete(key);
    }
  }
}

/**
 * What the log says about those who are turned away. Somebody who connects a thousand times a second must
 * not fill the disk with it: the first one gets a line at once, and the others of the same minute one line
 * together.
 */
export class RefusalLog {
  readonly #log: Log;
  /** How many have come since the first, by address and reason. */
  #counts = new Map<string, { address: string; why: string; count: number }>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Notes that a connection is turned away. */
  note(host: string, why: string): void {
    const address = this.#counts.size < MAX_LINES ? rateLimitKey(host) : this.#knownOr(host, why);
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
    const address = rateLimitKey(host);
    return this.#counts.has(`${address} ${why}`) ? address : OTHERS;
  }
}

/** Whether it is an address of the machine itself: 127.0.0.0/8 (RFC 1122 section 3.2.1.3) or ::1. */
function isLoopback(host: string): boolean {
  const address = normalizeAddress(host);
  return address.startsWith("127.") || address === "::1";
}
