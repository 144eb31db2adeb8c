/**
 * A member of the room: one connection of a user, and its outbox, which is what waits for it. Nobody waits for a
 * member: whatever it is told only goes into the outbox, until its connection wants more.
 *
 *     events  ─▶  ▤▤▤▤▤▤▤▤▤▤  ─▶  [event, event, …]  ─▶  sealed, sent
 *                 not sealed yet    one record, as full as it may be
 *
 * An event is written as JSON once for all members. What comes to a member within a moment leaves in one
 * record: most of what a record costs does not depend on its length. A member for whom too much waits, or much
 * for too long, is dropped.
 */

import type { ClientConnection } from "../connection/client-connection.ts";
import type { ChatEvent, Closing } from "../protocol/messages.ts";
import { MAX_JSON_BYTES, RECORD } from "../protocol/wire.ts";

/** How much may wait for a member, and how long. */
export interface OutboxLimits {
  /** More than this is much, in bytes: it may wait for {@link slowMs} and no longer. */
  slowBytes: number;
  slowMs: number;
  /** More than this is too much at once, in bytes. */
  queueBytes: number;
}

/** An event as it will be sent. */
export interface WrittenEvent {
  json: string;
  /** Of it in UTF-8. */
  bytes: number;
}

/** The brackets around a record's events, and the comma behind each of them; the last comma is not sent. */
const BRACKETS_BYTES = 2;
const COMMA_BYTES = 1;

/** Writes an event, once for all who are told of it. */
export function written(event: ChatEvent): WrittenEvent {
  const json = JSON.stringify(event);
  return { json, bytes: Buffer.byteLength(json) + COMMA_BYTES };
}

export class Member {
  /** As the user has registered it. */
  readonly name: string;
  /** Of the session that it belongs to. */
  readonly token: string;
  readonly #connection: ClientConnection;
  readonly #limits: OutboxLimits;
  readonly #outbox: Outbox;
  /** Whether what waits is sent at the end of this tick. */
  #isDue = false;
  /** Whether the connection wants no more for now. */
  #isBlocked = false;
  /** Whether it is told nothing any more. */
  #isShut = false;
  /** Ends the wait of {@link caughtUp}. */
  #wake: (() => void) | undefined;

  constructor(
    { name, token }: { name: string; token: string },
    connection: ClientConnection,
    limits: OutboxLimits,
  ) {
    this.name = name;
    this.token = token;
    this.#connection = connection;
    this.#limits = limits;
    this.#outbox = new Outbox({
      limits,
      unsentBytes: () => (this.#isBlocked ? connection.channel.waitingBytes : 0),
      tooSlow: () => this.#drop(),
    });
  }

  /** Tells it an event, after all that it was told before. Returns at once, and never throws. */
  tell(event: WrittenEvent): void {
    if (this.#isShut) return;
    this.#outbox.add(event);
    if (this.#isDue) return;
    this.#isDue = true;
    // What comes in the same tick leaves together.
    setImmediate(() => this.#sendDue());
  }

  /** Sends it away. */
  end(why: string, closing: Closing): void {
    this.#connection.end(why, closing);
  }

  /** Resolves when not much waits for it any more. */
  async caughtUp(): Promise<void> {
    while (this.#outbox.bytes > this.#limits.slowBytes) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Sends what is left, wanted or not, and is told nothing any more. */
  close(): void {
    this.#outbox.close();
    this.#isBlocked = false;
    while (!this.#isShut && this.#sendRecord());
    this.#isShut = true;
  }

  #sendDue(): void {
    this.#isDue = false;
    try {
      while (!this.#isBlocked && this.#sendRecord());
      this.#outbox.check();
      this.#wake?.();
    } catch (error) {
      this.#connection.fail(error);
    }
  }

  /** Sends as much as one record holds; false when nothing is left. */
  #sendRecord(): boolean {
    const { channel } = this.#connection;
    const events = channel.closed ? undefined : this.#outbox.take();
    if (events === undefined) return false;
    const wantsMore = channel.send(RECORD.SERVER_TO_CLIENT, events);
    if (!wantsMore) this.#waitForDrain();
    return true;
  }

  #waitForDrain(): void {
    this.#isBlocked = true;
    void this.#connection.channel.drained().then(() => {
      this.#isBlocked = false;
      this.#sendDue();
    });
  }

  #drop(): void {
    this.#isShut = true;
    this.#outbox.clear();
    this.end("slow", {
      reason: "your client reads too slowly, and too much was waiting for it",
      again: true,
    });
  }
}

export interface OutboxOptions {
  limits: OutboxLimits;
  /** What the connection has taken and not handed on, in bytes: it is in this server's memory, too. */
  unsentBytes(): number;
  /** Called once, when {@link isTooSlow} says so. */
  tooSlow(): void;
  /** A clock that never goes back, in milliseconds; its times are large, so none passes for a duration. */
  now?: () => number;
}

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #now: () => number;
  #waiting: WrittenEvent[] = [];
  #bytes = 0;
  /** Since when much has been waiting; undefined while it is little. */
  #muchSince: number | undefined;
  /** Checks again when nothing else would: a member that reads nothing may hear nothing new either. */
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.timeOrigin + performance.now());
  }

  /** How much waits, here and in the connection. */
  get bytes(): number {
    return this.#bytes + this.#options.unsentBytes();
  }

  add(event: WrittenEvent): void {
    this.#waiting.push(event);
    this.#bytes += event.bytes;
  }

  /** Takes out what the next record holds: as many events as fit, one at least; undefined when none wait. */
  take(): string | undefined {
    let bytes = BRACKETS_BYTES;
    let count = 0;
    for (const event of this.#waiting) {
      if (count > 0 && bytes + event.bytes > MAX_JSON_BYTES) break;
      bytes += event.bytes;
      count++;
    }
    if (count === 0) return undefined;
    this.#bytes -= bytes - BRACKETS_BYTES;
    return `[${this.#waiting
      .splice(0, count)
      .map(({ json }) => json)
      .join(",")}]`;
  }

  /** Checks how much waits. To be called whenever it may have changed. */
  check(): void {
    if (this.#isClosed) return;
    const { limits, tooSlow } = this.#options;
    const { bytes } = this;
    if (bytes <= limits.slowBytes) {
      this.#stopClock();
      return;
    }
    const now = this.#now();
    this.#muchSince ??= now;
    if (isTooSlow(bytes, this.#muchSince, now, limits)) {
      this.close();
      tooSlow();
      return;
    }
    const leftMs = Math.ceil(this.#muchSince + limits.slowMs - now);
    this.#timer ??= setTimeout(() => this.#checkAgain(), leftMs);
  }

  /** Checks no more. What waits can still be taken. */
  close(): void {
    this.#isClosed = true;
    this.#stopClock();
  }

  /** Throws away what waits. */
  clear(): void {
    this.#waiting = [];
    this.#bytes = 0;
  }

  #checkAgain(): void {
    this.#timer = undefined;
    this.check();
  }

  #stopClock(): void {
    this.#muchSince = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/**
 * Whether a member reads so slowly that it must be dropped. Without a limit, one member that reads nothing
 * takes all of the server's memory; if the server waited for it instead, it would stop the room for everybody.
 *
 * @param muchSince since when more than `slowBytes` have been waiting without a break, on the same
 *   clock as `now`, in milliseconds
 *
 * @exercise 09c.2 More than `queueBytes` at once is too much; more than `slowBytes` is too much when it has lasted for `slowMs`.
 */
export function isTooSlow(
  waitingBytes: number,
  muchSince: number,
  now: number,
  { slowBytes, slowMs, queueBytes }: OutboxLimits,
): boolean {
  if (waitingBytes > queueBytes) return true;
  return waitingBytes > slowBytes && now - muchSince >= slowMs;
}
