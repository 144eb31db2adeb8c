/** How the lines of a conversation stand to each other: pure, so that it can be tested without a browser. */
import type { Line } from "../messages.ts";
import { dayOf } from "./times.ts";

/** Messages of one person that follow each other sooner stand close together, in milliseconds. */
const TOGETHER_MS = 5 * 60_000;

/** How a line is drawn beside the one before it. */
export interface Place {
  /** It is the first of its day. */
  startsDay: boolean;
  /** It goes on with what the same person has just said: the name need not be said again. */
  continues: boolean;
}

/** How a line stands to the one before it; undefined when there is none. */
export function placeAfter(before: Line | undefined, line: Line): Place {
  if (before === undefined || dayOf(before.time) !== dayOf(line.time)) {
    return { startsDay: true, continues: false };
  }
  return { startsDay: false, continues: isSameVoice(before, line) && isSoonAfter(before, line) };
}

/**
 * Where a message of the past belongs: before the first one with a greater number. Lines without a
 * number stay where they are.
 *
 * @returns the index; undefined when the message is there already
 */
export function indexOfPast(lines: readonly Line[], number: number): number | undefined {
  for (const [index, line] of lines.entries()) {
    if (line.type !== "message" || line.number < number) continue;
    return line.number === number ? undefined : index;
  }
  return lines.length;
}

function isSameVoice(before: Line, line: Line): boolean {
  if (before.type === "message") return line.type === "message" && before.from === line.from;
  if (before.type !== "private" || line.type !== "private") return false;
  return before.from === line.from && before.to === line.to;
}

function isSoonAfter(before: Line, line: Line): boolean {
  return Date.parse(line.time) - Date.parse(before.time) < TOGETHER_MS;
}
