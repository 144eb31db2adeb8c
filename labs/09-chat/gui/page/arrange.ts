/** How the items of a timeline stand to each other: pure, so that it can be tested without a browser. */
import type { TimelineItem } from "../page-messages.ts";
import { dayOf } from "./times.ts";

/** Messages of one person that follow each other sooner stand close together, in milliseconds. */
const TOGETHER_MS = 5 * 60_000;

/** How an item is drawn below the one before it. */
export interface Place {
  /** It is the first of its day. */
  startsDay: boolean;
  /** The same person goes on: the name need not be shown again. */
  continues: boolean;
}

/** Compares an item with the one before it; undefined when there is none. */
export function placeAfter(before: TimelineItem | undefined, item: TimelineItem): Place {
  if (before === undefined || dayOf(before.time) !== dayOf(item.time)) {
    return { startsDay: true, continues: false };
  }
  return { startsDay: false, continues: isSameVoice(before, item) && isSoonAfter(before, item) };
}

/**
 * Where a message of the past belongs: before the first one with a greater number. Items without a
 * number stay where they are.
 *
 * @returns the index; undefined when the message is there already
 */
export function indexOfPast(items: readonly TimelineItem[], number: number): number | undefined {
  for (const [index, item] of items.entries()) {
    if (item.type !== "message" || item.number < number) continue;
    return item.number === number ? undefined : index;
  }
  return items.length;
}

function isSameVoice(before: TimelineItem, item: TimelineItem): boolean {
  if (before.type === "message") return item.type === "message" && before.from === item.from;
  if (before.type !== "private" || item.type !== "private") return false;
  return before.from === item.from && before.to === item.to;
}

function isSoonAfter(before: TimelineItem, item: TimelineItem): boolean {
  return Date.parse(item.time) - Date.parse(before.time) < TOGETHER_MS;
}
