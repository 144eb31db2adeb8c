/** A failed check as text: what was found, the likely cause, the evidence, and where the rule stands. */
import wrapAnsi from "wrap-ansi";
import { allLabs, findLab } from "../../course/labs.ts";
import { rulesOfLab } from "../../course/rules.ts";
import type { CheckResult, TypeErrorFound } from "./result.ts";
import { fitForScreen, shorten } from "./shown.ts";
import { SCREEN_COLUMNS, storyLines } from "./story-lines.ts";

/** How much of a line of a finding or a cause is shown, and with `--full`. */
const MAX_LINE_LENGTH = 400;
const MAX_FULL_LINE_LENGTH = 10_000;

/** So many type errors are shown, each in one line. */
const MAX_TYPE_ERRORS = 2;

/** A failure needs this many lines of its story. */
const MIN_STORY_LINES = 3;

export interface FailureOptions {
  /** How many lines there are for all of it; absent: everything is shown. */
  maxLines?: number;
  /** Of the whole submission, the likeliest to matter here first. */
  typeErrors?: readonly TypeErrorFound[];
}

/**
 * Plain text without colours. Golden-tested: what it says is what a learner learns from.
 */
export function renderFailure(
  result: CheckResult,
  { maxLines, typeErrors = [] }: FailureOptions = {},
): string {
  const { failure, story } = fitForScreen(result);
  const isFull = maxLines === undefined;
  const head: string[] = [];
  if (failure !== undefined) {
    head.push(...linesOf(failure.expectation, isFull));
    if (failure.cause !== undefined) {
      head.push("", ...labelled("Likely cause:", linesOf(failure.cause, isFull, CAUSE_COLUMNS)));
    }
  }
  if (typeErrors.length > 0) head.push("", ...typeErrorLines(typeErrors, isFull));
  const foot: string[] = [];
  if (failure?.next !== undefined) foot.push(...labelled("Next:", linesOf(failure.next, isFull)));
  else foot.push(...whereToRead(result));
  const forHead = (maxLines ?? Number.POSITIVE_INFINITY) - foot.length - 2 - MIN_STORY_LINES;
  if (head.length > forHead) head.splice(forHead - 1, head.length, "… (--full shows all of it)");
  const room = (maxLines ?? 0) - head.length - foot.length - 2;
  const told = storyLines(story, isFull ? undefined : Math.max(MIN_STORY_LINES, room));
  const parts = [head, told, foot].filter((lines) => lines.length > 0);
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}

/** What the compiler found: the first errors, and how many more there are. */
export function typeErrorLines(errors: readonly TypeErrorFound[], isFull = false): string[] {
  const shown = errors.slice(0, isFull ? errors.length : MAX_TYPE_ERRORS);
  const lines = shown.flatMap(({ file, line, message }) => {
    const text = `${file}:${line}: ${message}`;
    if (isFull) return linesOf(text, isFull, CAUSE_COLUMNS);
    return text.length <= CAUSE_COLUMNS ? text : `${text.slice(0, CAUSE_COLUMNS - 1)}…`;
  });
  const more = errors.length - shown.length;
  return labelled("TypeScript:", more === 0 ? lines : [...lines, `… and ${more} more`]);
}

/** The page and, where the check names one, the rule. */
function whereToRead({ lab, rule: words }: CheckResult): string[] {
  const page = `labs/${lab}/README.md`;
  const known = findLab(lab, allLabs());
  if (words === undefined || known === undefined) return [`Read:   ${page}, The wire`];
  const [rule] = rulesOfLab(words, known);
  if (rule === undefined) return [`Read:   ${page}, The wire`];
  const number = rule.number === undefined ? "" : `, rule ${rule.number}`;
  const from = rule.text.slice(rule.text.indexOf(words));
  const columns = SCREEN_COLUMNS - 11;
  const text = from.length <= columns ? from : `${from.slice(0, columns)}…`;
  return [`Read:   ${rule.page}, ${rule.heading}${number}:`, `        "${text}"`];
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
