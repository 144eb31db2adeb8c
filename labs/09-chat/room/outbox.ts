/**
 * What waits for a member: events, in order, until its connection wants more.
 *
 *     events  ─▶  ▤▤▤▤▤▤▤▤▤▤  ─▶  [event, event, …]  ─▶  sealed, sent
 *                 not sealed yet    one record, as full as it may be
 *
 * An event is written as JSON once for all members. What comes to a member within a moment leaves in one
 * record: to seal a record costs more than the event is long.
 */
import { MOST_JSON_BYTES } from "../protocol/limits.ts";
import type { ChatEvent } from "../protocol/messages.ts";

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

/** The brackets around a record's events; and the comma behind each of them, the last one's for nothing. */
const BRACKETS_BYTES = 2;
const COMMA_BYTES = 1;

/** Writes an event, once for all who are told of it. */
export function written(event: ChatEvent): WrittenEvent {
  const json = JSON.stringify(event);
  return { json, bytes: Buffer.byteLength(json) + COMMA_BYTES };
}

export class Outbox {
  #waiting: WrittenEvent[] = [];
  #bytes = 0;

  /** How much waits. */
  get bytes(): number {
    return this.#bytes;
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
      if (count > 0 && bytes + event.bytes > MOST_JSON_BYTES) break;
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

  /** Throws away what waits. */
  clear(): void {
    this.#waiting = [];
    this.#bytes = 0;
  }
}

/**
 * Whether a member reads so slowly that it is better dropped. Without a limit, one member that reads
 * nothing takes all of the server's memory; with waiting in its place, it would stop the room for
 * everybody.
 *
 * @param muchSince since when more than `slowBytes` have been waiting without a break, on the same
 *   clock as `now`, in milliseconds
 *
 * @exercise 09.7 More than `queueBytes` at once is too much; more than `slowBytes` is too much when it has lasted for `slowMs`.
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
