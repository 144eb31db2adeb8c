/** A failed check as text: what was found, the likely cause, the evidence, and where the rule stands. */
import wrapAnsi from "wrap-ansi";
import { allLabs, findLab } from "../../course/labs.ts";
import { type RuleOnPage, rulesOfLab, rulesWith } from "../../course/rules.ts";
import type { CheckResult, TypeErrorFound } from "./result.ts";
import { fitForScreen, shorten, shortenData } from "./shown.ts";
import { SCREEN_COLUMNS, storyLines } from "./story-lines.ts";

/** How much of a line of a finding or a cause is shown, and with `--full`. */
const MAX_LINE_LENGTH = 400;
const MAX_FULL_LINE_LENGTH = 10_000;

/** So many type errors are shown, each in one line. */
const MAX_TYPE_ERRORS = 2;

/** Rows of a finding where there is little room, and where there is the least. */
const MAX_SHORT_FINDING_ROWS = 6;
const MAX_TIGHT_FINDING_ROWS = 5;

/** Rows of a cause there: more than the longest needs. */
const MAX_TIGHT_CAUSE_ROWS = 7;

/** JSON in a short finding, in characters: two of them and their sentence fit four rows. */
const MAX_SHORT_DATA_LENGTH = 60;
const MAX_SHORT_LINE_LENGTH = 4 * SCREEN_COLUMNS - 20;

const CUT = "… (--full shows all of it)";

/**
 * How much of a failure is shown, from everything down to what is never left out: the beginning of
 * the finding, and the cause. "brief" says in one line where the rule stands, "short" also shortens the
 * finding, "tight" leaves out where the rule stands.
 */
export type Detail = "full" | "normal" | "brief" | "short" | "tight";

export interface FailureOptions {
  detail?: Detail;
  /** How many lines of its story are shown; absent: all of them. */
  maxStoryLines?: number;
  /** Of the whole submission, the likeliest to matter here first. */
  typeErrors?: readonly TypeErrorFound[];
}

/**
 * Plain text without colours. Golden-tested: what it says is what a learner learns from.
 */
export function renderFailure(
  result: CheckResult,
  { detail = "full", maxStoryLines, typeErrors = [] }: FailureOptions = {},
): string {
  const { failure, story } = fitForScreen(result);
  const head: string[] = [];
  if (failure !== undefined) {
    head.push(...findingLines(failure.expectation, detail));
    if (failure.cause !== undefined) head.push("", ...causeLines(failure.cause, detail));
  }
  if (typeErrors.length > 0) {
    if (detail !== "tight") head.push("");
    head.push(...typeErrorLines(typeErrors, detail));
  }
  const told = maxStoryLines === 0 ? [] : storyLines(story, maxStoryLines);
  const foot =
    failure?.next === undefined
      ? whereToRead(result, detail)
      : labelled("Next:", linesOf(failure.next, detail));
  const parts = [head, told, foot].filter((lines) => lines.length > 0);
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}

function findingLines(expectation: string, detail: Detail): string[] {
  if (!isShort(detail)) return linesOf(expectation, detail);
  const text = expectation
    .split("\n")
    .map((line) => shorten(shortenData(line, MAX_SHORT_DATA_LENGTH), MAX_SHORT_LINE_LENGTH));
  const rows = detail === "tight" ? MAX_TIGHT_FINDING_ROWS : MAX_SHORT_FINDING_ROWS;
  return beginningOf(linesOf(text.join("\n"), detail), rows);
}

/** Only where there is the least room is it cut, and its lines are as wide as the screen. */
function causeLines(cause: string, detail: Detail): string[] {
  const label = "Likely cause:";
  if (detail !== "tight") return labelled(label, linesOf(cause, detail, CAUSE_COLUMNS));
  return beginningOf(linesOf(`${label} ${cause}`, detail), MAX_TIGHT_CAUSE_ROWS);
}

function beginningOf(lines: readonly string[], count: number): string[] {
  return lines.length <= count ? [...lines] : [...lines.slice(0, count - 1), CUT];
}

/** Whether each pointer is one line: where the rule stands, what to type, which function is next. */
export function isBrief(detail: Detail): boolean {
  return detail === "brief" || isShort(detail);
}

function isShort(detail: Detail): boolean {
  return detail === "short" || detail === "tight";
}

/** What the compiler found: the first errors, and how many more there are. */
export function typeErrorLines(errors: readonly TypeErrorFound[], detail: Detail): string[] {
  const isFull = detail === "full";
  const count = isShort(detail) ? 1 : MAX_TYPE_ERRORS;
  const shown = errors.slice(0, isFull ? errors.length : count);
  const lines = shown.flatMap(({ file, line, message }) => {
    const text = `${file}:${line}: ${message}`;
    if (isFull) return linesOf(text, detail, CAUSE_COLUMNS);
    return text.length <= CAUSE_COLUMNS ? text : `${text.slice(0, CAUSE_COLUMNS - 1)}…`;
  });
  const more = detail === "tight" ? 0 : errors.length - shown.length;
  return labelled("TypeScript:", more === 0 ? lines : [...lines, `… and ${more} more`]);
}

/** Read once: a report is laid out several times until it fits the screen. */
const rulesByLab = new Map<string, readonly RuleOnPage[]>();

/** The page and, where the check names one, the rule. */
function whereToRead({ lab, rule: words }: CheckResult, detail: Detail): string[] {
  if (detail === "tight") return [];
  const page = `labs/${lab}/README.md`;
  const known = findLab(lab, allLabs());
  if (words === undefined || known === undefined) return [`Read:   ${page}, The wire`];
  const rules = rulesByLab.get(lab) ?? rulesOfLab(known);
  rulesByLab.set(lab, rules);
  const [rule] = rulesWith(words, rules);
  if (rule === undefined) return [`Read:   ${page}, The wire`];
  const number = rule.number === undefined ? "" : `, rule ${rule.number}`;
  const place = `Read:   ${rule.page}, ${rule.heading}${number}`;
  if (isBrief(detail)) return [place];
  const from = rule.text.slice(rule.text.indexOf(words));
  const columns = SCREEN_COLUMNS - 11;
  const text = from.length <= columns ? from : `${from.slice(0, columns)}…`;
  return [`${place}:`, `        "${text}"`];
}

const LABEL_COLUMNS = 14;
const CAUSE_COLUMNS = SCREEN_COLUMNS - LABEL_COLUMNS;

function labelled(label: string, [first = "", ...rest]: readonly string[]): string[] {
  const indent = " ".repeat(LABEL_COLUMNS);
  return [`${label.padEnd(LABEL_COLUMNS)}${first}`, ...rest.map((line) => `${indent}${line}`)];
}

function linesOf(text: string, detail: Detail, columns = SCREEN_COLUMNS): string[] {
  const length = detail === "full" ? MAX_FULL_LINE_LENGTH : MAX_LINE_LENGTH;
  return text.split("\n").flatMap((line) => wrapProse(shorten(line, length), columns));
}

/** A long line as several; a line of bytes, which is short, keeps its spaces. */
export function wrapProse(line: string, columns = SCREEN_COLUMNS): string[] {
  if (line.length <= columns) return [line];
  return wrapAnsi(line, columns, { hard: true }).split("\n");
}
