/** Watches how much waits for one member, and tells when that has gone too far. */
import { isTooSlow, type OutboxLimits } from "./outbox.ts";

export interface SlowReaderOptions {
  limits: OutboxLimits;
  /** How much waits now, in bytes. */
  waitingBytes(): number;
  /** Called once. */
  tooSlow(): void;
  /** A clock that never goes back, in milliseconds; its times are large, so none passes for a duration. */
  now?: () => number;
}

export class SlowReader {
  readonly #options: SlowReaderOptions;
  readonly #now: () => number;
  /** Since when much has been waiting; undefined while it is little. */
  #muchSince: number | undefined;
  /** Looks again when nothing else would: a member that reads nothing may hear nothing new either. */
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: SlowReaderOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.timeOrigin + performance.now());
  }

  /** Looks at what waits. To be called whenever it may have changed. */
  look(): void {
    if (this.#isClosed) return;
    const { limits, tooSlow } = this.#options;
    const waitingBytes = this.#options.waitingBytes();
    if (waitingBytes <= limits.slowBytes) {
      this.#forget();
      return;
    }
    const now = this.#now();
    this.#muchSince ??= now;
    if (isTooSlow(waitingBytes, this.#muchSince, now, limits)) {
      this.close();
      tooSlow();
      return;
    }
    const leftMs = Math.ceil(this.#muchSince + limits.slowMs - now);
    this.#timer ??= setTimeout(() => this.#lookAgain(), leftMs);
  }

  /** Looks no more. */
  close(): void {
    this.#isClosed = true;
    this.#forget();
  }

  #lookAgain(): void {
    this.#timer = undefined;
    this.look();
  }

  #forget(): void {
    this.#muchSince = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
