/** A failed check as text: what was found, the likely cause, the evidence, and where the rule stands. */
import wrapAnsi from "wrap-ansi";
import type { CheckResult } from "./result.ts";
import { fitForScreen, shorten } from "./shown.ts";
import { SCREEN_COLUMNS, storyLines } from "./story-lines.ts";

/** How much of a line of a finding or a cause is shown, and with `--full`. */
const MAX_LINE_LENGTH = 400;
const MAX_FULL_LINE_LENGTH = 10_000;

/** A failure needs this many lines of its story. */
const MIN_STORY_LINES = 3;

export interface FailureOptions {
  /** How many lines there are for all of it; absent: everything is shown. */
  maxLines?: number;
}

/**
 * Plain text without colours. Golden-tested: what it says is what a learner learns from.
 */
export function renderFailure(result: CheckResult, { maxLines }: FailureOptions = {}): string {
  const { failure, readme, lab, story } = fitForScreen(result);
  const isFull = maxLines === undefined;
  const head: string[] = [];
  if (failure !== undefined) {
    head.push(...linesOf(failure.expectation, isFull));
    if (failure.cause !== undefined) {
      head.push("", ...labelled("Likely cause:", linesOf(failure.cause, isFull, CAUSE_COLUMNS)));
    }
  }
  const foot: string[] = [];
  if (failure?.next !== undefined) foot.push(...labelled("Next:", linesOf(failure.next, isFull)));
  else if (readme !== undefined) foot.push(`Read:   labs/${lab}/README.md#${readme}`);
  const forHead = (maxLines ?? Number.POSITIVE_INFINITY) - foot.length - 2 - MIN_STORY_LINES;
  if (head.length > forHead) head.splice(forHead - 1, head.length, "… (--full shows all of it)");
  const room = (maxLines ?? 0) - head.length - foot.length - 2;
  const told = storyLines(story, isFull ? undefined : Math.max(MIN_STORY_LINES, room));
  const parts = [head, told, foot].filter((lines) => lines.length > 0);
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}

const LABEL_COLUMNS = 14;
const CAUSE_COLUMNS = SCREEN_COLUMNS - LABEL_COLUMNS;

function labelled(label: string, [first = "", ...rest]: readonly string[]): string[] {
  const indent = " ".repeat(LABEL_COLUMNS);
  return [`${label.padEnd(LABEL_COLUMNS)}${first}`, ...rest.map((line) => `${indent}${line}`)];
}

function linesOf(text: string, isFull: boolean, columns = SCREEN_COLUMNS): string[] {
  const length = isFull ? MAX_FULL_LINE_LENGTH : MAX_LINE_LENGTH;
  return text.split("\n").flatMap((line) => wrapProse(shorten(line, length), columns));
}

/** A long line as several; a line of bytes, which is short, keeps its spaces. */
export function wrapProse(line: string, columns = SCREEN_COLUMNS): string[] {
  if (line.length <= columns) return [line];
  return wrapAnsi(line, columns, { hard: true }).split("\n");
}
