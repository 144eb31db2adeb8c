/**
 * Whether the other side is still there. A machine that lost its power or its network sends no FIN: to
 * whoever only reads, its connection looks like one on which nothing is said, for ever.
 *
 *     record   silence   PING ─▶     silence    dead
 *     ──┼─────────────────┼───────────────────────┼──
 *            pingMs             pongMs
 */

export interface HeartbeatOptions {
  /** So much silence, in milliseconds, and the other side is asked. */
  pingMs: number;
  /** So much more, and it is given up. */
  pongMs: number;
  ping(): void;
  dead(): void;
}

export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #timer: NodeJS.Timeout;
  #isAsked = false;
  #isClosed = false;

  /** Begins to listen. */
  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#timer = this.#waitToAsk();
  }

  /** Something came from the other side, whatever it was. */
  heard(): void {
    if (this.#isClosed) return;
    if (!this.#isAsked) {
      this.#timer.refresh(); // the usual case, and cheaper than a new timer
      return;
    }
    this.#isAsked = false;
    clearTimeout(this.#timer);
    this.#timer = this.#waitToAsk();
  }

  /** Listens no more. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #waitToAsk(): NodeJS.Timeout {
    return setTimeout(() => this.#ask(), this.#options.pingMs);
  }

  #ask(): void {
    this.#isAsked = true;
    this.#timer = setTimeout(() => this.#giveUp(), this.#options.pongMs);
    this.#options.ping();
  }

  #giveUp(): void {
    this.close();
    this.#options.dead();
  }
}
