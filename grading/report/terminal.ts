/**
 * The verdict as a learner reads it in a terminal: what works, exercise by exercise; then the first
 * failure in full, because the next ones are often its consequences; then what to do next.
 */
import { styleText } from "node:util";
import { type Exercise, exercisesOf, placeInCopy } from "../../course/exercises.ts";
import { allLabs, findLab, type Lab, readmeOf, withParts } from "../../course/labs.ts";
import { unseenIn } from "../../course/readme.ts";
import { type Detail, isBrief, renderFailure, typeErrorLines, wrapProse } from "./failure-text.ts";
import { firstFailure } from "./first-failure.ts";
import {
  type CheckResult,
  type LabResult,
  maxScoreOf,
  scoreOf,
  type TypeErrorFound,
} from "./result.ts";
import { fitForScreen } from "./shown.ts";
import { SCREEN_COLUMNS } from "./story-lines.ts";

export interface RenderOptions {
  colour: boolean;
  /** What an instructor types to grade the same subject again; absent: a learner reads this. */
  command?: string;
  /** Shows every step, and no line shortened. */
  full?: boolean;
  /** How many rows the screen has; absent: as few as every screen. */
  rows?: number;
}

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const SIGNS = { passed: "✓", failed: "✗", "not judged": "–" } as const;
const COLOURS = { passed: "green", failed: "red", "not judged": "yellow" } as const;

/** Every screen has at least so many rows. */
const MIN_SCREEN_ROWS = 24;

/** Below a report stand the line of `watch` and the shell's prompt. */
const ROWS_BELOW_REPORT = 2;

/** How much of each part a report shows. */
interface Layout {
  detail: Detail;
  /** So many lines of the story there must be room for; more are shown where there is more. */
  minStoryLines: number;
  /** Whether failed checks are named, only counted, or counted for all exercises alike. */
  exercises: "named" | "counted" | "merged";
}

const FULL: Layout = {
  detail: "full",
  minStoryLines: Number.POSITIVE_INFINITY,
  exercises: "named",
};

const TIGHTEST: Layout = { detail: "tight", minStoryLines: 0, exercises: "merged" };

/**
 * What gives way when a report is longer than a screen, in this order: most of the story, all but a line
 * of what to read and do next, data inside of the finding, the whole story, the names of failed checks.
 */
const LAYOUTS: readonly Layout[] = [
  { detail: "normal", minStoryLines: 3, exercises: "named" },
  { detail: "brief", minStoryLines: 3, exercises: "named" },
  { detail: "short", minStoryLines: 3, exercises: "named" },
  { detail: "short", minStoryLines: 0, exercises: "named" },
  { detail: "short", minStoryLines: 0, exercises: "counted" },
  { detail: "short", minStoryLines: 0, exercises: "merged" },
  TIGHTEST,
];

/** An empty one. */
const ROWS_BEFORE_STORY = 1;

const MAX_TASK_LINES = 3;

/** The whole verdict, without a line end at its end. Nothing that a submission wrote gives commands to a terminal. */
export function renderForLearner(given: LabResult, options: RenderOptions): string {
  const result = fitForScreen(given);
  const paint: Paint = (style, text) =>
    options.colour ? styleText(style, text, { validateStream: false }) : text;
  const lab = findLab(result.lab, allLabs());
  const exercises = lab === undefined ? [] : exercisesOf(lab);
  const first = firstFailure(result.checks);
  if (first?.failure?.next !== undefined) {
    const detail = options.full === true ? "full" : "normal";
    return [headline(result, lab, options, paint), renderFailure(first, { detail })].join("\n");
  }
  if (first !== undefined) return failureReport(first, { result, lab, exercises, options, paint });
  const parts = [
    headline(result, lab, options, paint),
    ...exerciseLines({ result, exercises, paint }, "named"),
  ];
  const { typeErrors = [] } = result;
  if (typeErrors.length > 0) {
    const note = "It runs in spite of these type errors, but they may hide a mistake.";
    const detail = options.full === true ? "full" : "normal";
    parts.push("", note, ...typeErrorLines(typeErrors, detail));
  }
  parts.push(...noteLines(result, options), allPassed(result, lab, options.command));
  if (overall(result.checks) === "passed" && lab !== undefined) {
    const maxLines = options.full === true ? undefined : roomOf(options) - rowsOf(parts.join("\n"));
    parts.push(...unseenLines(result, lab, options.command, maxLines));
  }
  return parts.join("\n");
}

/** How many rows a report may take, so that all of it is on the screen at once. */
function roomOf({ rows = 0 }: RenderOptions): number {
  return Math.max(MIN_SCREEN_ROWS, rows) - ROWS_BELOW_REPORT;
}

/** What a report is made of. */
interface Report {
  result: LabResult;
  lab: Lab | undefined;
  exercises: readonly Exercise[];
  options: RenderOptions;
  paint: Paint;
}

/** The report of a failure: in the first layout that fits a screen, with as much of the story as there is room for. */
function failureReport(first: CheckResult, report: Report): string {
  if (report.options.full === true) return failureText(first, report, FULL);
  const plain: Report = { ...report, paint: (_style, text) => text };
  const roomIn = (layout: Layout) =>
    roomOf(report.options) - rowsOf(failureText(first, plain, layout, 0));
  // An empty exercise has no story worth telling.
  const steps = first.failure?.unwritten === undefined ? first.story.length : 0;
  const fits = (layout: Layout) => {
    const needed = Math.min(layout.minStoryLines, steps);
    return roomIn(layout) >= needed + (needed === 0 ? 0 : ROWS_BEFORE_STORY);
  };
  const layout = LAYOUTS.find(fits) ?? TIGHTEST;
  const maxStoryLines = steps === 0 ? 0 : Math.max(0, roomIn(layout) - ROWS_BEFORE_STORY);
  return failureText(first, report, layout, maxStoryLines);
}

function failureText(
  first: CheckResult,
  report: Report,
  layout: Layout,
  maxStoryLines?: number,
): string {
  const { result, lab, options, paint } = report;
  return [
    headline(result, lab, options, paint),
    ...exerciseLines(report, layout.exercises),
    failureBlock(first, report, layout.detail, maxStoryLines),
    ...noteLines(result, options),
    nextStep(first, report, layout.detail),
  ].join("\n");
}

/** What else must be said of the checks. */
function noteLines(result: LabResult, options: RenderOptions): string[] {
  return [...faultLines(result), ...lateLines(result, options), ...flakyLines(result)];
}

/** An instructor must know how far the program was kept apart: its mark is worth no more than that. */
function headline(
  result: LabResult,
  lab: Lab | undefined,
  { command }: RenderOptions,
  paint: Paint,
): string {
  const score = `${scoreOf(result)} of ${maxScoreOf(result)} points`;
  const line = `${paint("bold", `${lab?.copy ?? result.lab}: ${score}`)} (${result.subject})\n`;
  if (command === undefined) return line;
  return `${line}Isolation: ${result.isolation} (grading/README.md says what it keeps out)\n`;
}

/** The exercises that have results here, in order. */
function exerciseIds({ checks }: LabResult): string[] {
  return [...new Set(checks.map(({ exercise }) => exercise))];
}

type Standings = Pick<Report, "result" | "exercises" | "paint">;

/** How it went with each exercise. */
function exerciseLines(report: Standings, form: Layout["exercises"]): string[] {
  const standings = exerciseIds(report.result).map((id) => standingOf(id, report.result));
  if (form !== "merged") {
    return standings.map((one) => exerciseBlock(one, report, form === "counted"));
  }
  const groups = Map.groupBy(standings, ({ sign, note }) => `${sign}${note}`);
  return [...groups.values()].map((group) => mergedLine(group, report));
}

/** How it went with one exercise. */
interface Standing {
  id: string;
  checks: readonly CheckResult[];
  verdict: CheckResult["verdict"];
  sign: string;
  /** Why it has not passed, when an empty exercise is all that is wrong; else empty. */
  note: string;
}

function standingOf(id: string, result: LabResult): Standing {
  const checks = result.checks.filter(({ exercise }) => exercise === id);
  const verdict = overall(checks);
  const unwritten = unwrittenOf(failedOf(checks));
  if (unwritten === undefined) return { id, checks, verdict, sign: SIGNS[verdict], note: "" };
  const note = unwritten === id ? "not written yet" : `waits for exercise ${unwritten}`;
  return { id, checks, verdict, sign: "○", note };
}

function failedOf(checks: readonly CheckResult[]): CheckResult[] {
  return checks.filter(({ verdict }) => verdict === "failed");
}

/** One line for an exercise; below it the checks that failed, and how many have not been run. */
function exerciseBlock(standing: Standing, report: Standings, isCounted: boolean): string {
  const { id, checks, verdict, note } = standing;
  const { paint } = report;
  const { functionName = "" } = report.exercises.find((exercise) => exercise.id === id) ?? {};
  const line = standingLine(standing, `${id} ${functionName}`, report);
  if (verdict === "passed" || note !== "") return line;
  const failed = failedOf(checks);
  if (isCounted && failed.length > 0) return `${line}  ${failedCount(failed)}`;
  const told = failed.map(({ title }) => `    ${paint(COLOURS.failed, SIGNS.failed)} ${title}`);
  return [line, ...told, ...skippedLines(checks, failed.length > 0, paint)].join("\n");
}

/** One line for exercises with which it went alike. */
function mergedLine(group: readonly Standing[], report: Standings): string {
  const ids = group.map(({ id }) => id);
  const checks = group.flatMap((standing) => standing.checks);
  const [first] = group;
  if (first === undefined) return "";
  const names =
    ids.length <= 3 ? ids.join(", ") : `${ids.length} exercises, ${ids[0]} to ${ids.at(-1)}`;
  const line = standingLine({ ...first, checks }, names, report);
  return first.note === "" && first.verdict === "failed"
    ? `${line}  ${failedCount(failedOf(checks))}`
    : line;
}

function failedCount(failed: readonly CheckResult[]): string {
  return failed.length === 1 ? "1 check failed" : `${failed.length} checks failed`;
}

function standingLine(
  { checks, verdict, sign, note }: Standing,
  names: string,
  { result, paint }: Standings,
): string {
  const part = { ...result, checks: [...checks] };
  const head = paint(COLOURS[verdict], `${sign} ${names}`.padEnd(34));
  const line = `${head} ${scoreOf(part)}/${maxScoreOf(part)}`;
  return note === "" ? line : `${line}  ${note}`;
}

/** Checks that say nothing as long as what they need fails; the others say why they were not judged. */
function skippedLines(checks: readonly CheckResult[], isMore: boolean, paint: Paint): string[] {
  const skipped = checks.filter(
    ({ verdict, fault, isLate }) => verdict === "not judged" && fault !== true && isLate !== true,
  );
  const waiting = skipped.filter(({ reason }) => reason?.startsWith("needs "));
  const others = skipped.filter((check) => !waiting.includes(check));
  const sign = paint(COLOURS["not judged"], SIGNS["not judged"]);
  const reasons = [...new Set(others.map(({ reason }) => reason))];
  const lines = reasons.map(
    (reason) => `    ${sign} ${whatFor(others, reason)}: not judged, ${reason}`,
  );
  if (waiting.length === 0) return lines;
  const more = isMore ? " more" : "";
  const count = `${waiting.length}${more} ${waiting.length === 1 ? "check" : "checks"}`;
  return [...lines, `    ${sign} ${paint("dim", `${count}, once the failed ones above pass`)}`];
}

/** The empty exercise that is behind all of these failures; undefined when one has another cause. */
function unwrittenOf(failed: readonly CheckResult[]): string | undefined {
  const all = failed.map(({ failure }) => failure?.unwritten);
  return all.includes(undefined) ? undefined : all[0];
}

function overall(checks: readonly CheckResult[]): CheckResult["verdict"] {
  if (checks.some(({ verdict }) => verdict === "failed")) return "failed";
  return checks.every(({ verdict }) => verdict === "passed") ? "passed" : "not judged";
}

/** The type errors, those in the file of the exercise that failed first. */
function typeErrorsFor(
  first: CheckResult | undefined,
  result: LabResult,
  exercises: readonly Exercise[],
): readonly TypeErrorFound[] {
  const exercise = exercises.find(({ id }) => id === wantedExercise(first));
  const isNear = ({ file }: TypeErrorFound) =>
    exercise !== undefined && file === placeInCopy(result.lab, exercise.file);
  const { typeErrors = [] } = result;
  return [...typeErrors.filter(isNear), ...typeErrors.filter((error) => !isNear(error))];
}

/** The exercise to go on with. */
function wantedExercise(first: CheckResult | undefined): string | undefined {
  return first?.failure?.unwritten ?? first?.failure?.exercise ?? first?.exercise;
}

function failureBlock(
  check: CheckResult,
  { result, lab, exercises, options, paint }: Report,
  detail: Detail,
  maxStoryLines?: number,
): string {
  const typeErrors = typeErrorsFor(check, result, exercises);
  // An empty exercise has no story worth telling.
  if (check.failure?.unwritten !== undefined) {
    const found = typeErrors.length === 0 ? [] : ["", ...typeErrorLines(typeErrors, detail)];
    return [`\n${check.failure.cause}`, ...found].join("\n");
  }
  const title = paint("bold", `First: ${check.exercise}, ${check.title}`);
  const story = maxStoryLines === undefined ? {} : { maxStoryLines };
  const failure = renderFailure(check, { detail, typeErrors, ...story });
  const between = detail === "tight" ? "\n" : "\n\n";
  return `\n${title}${between}${failure}\nAgain:  ${againCommand(check, result, lab, options, detail)}`;
}

/** What is typed to see this failure again; where there is little room, with all checks of its exercise. */
function againCommand(
  { title, exercise }: CheckResult,
  { seed }: LabResult,
  lab: Lab | undefined,
  { command }: RenderOptions,
  detail: Detail,
): string {
  const learners = `npm run lab ${lab?.number} check`;
  if (isBrief(detail) && command === undefined) return `${learners} ${exercise} -- --seed ${seed}`;
  const only = isBrief(detail) ? exercise : JSON.stringify(title);
  return `${command ?? `${learners} --`} --only ${only} --seed ${seed}`;
}

/** How many rows of a terminal the text takes. */
function rowsOf(text: string): number {
  const rows = text
    .split("\n")
    .map(({ length }) => Math.max(1, Math.ceil(length / SCREEN_COLUMNS)));
  return rows.reduce((total, count) => total + count, 0);
}

/** The grader's own faults, which are never the learner's. */
function faultLines({ checks }: LabResult): string[] {
  const faults = checks.filter(({ fault }) => fault === true);
  if (faults.length === 0) return [];
  const reasons = [...new Set(faults.map(({ reason }) => reason))];
  return [
    `\nNot judged, because the grader or this machine failed (this is not your fault):`,
    ...reasons.map((reason) => `  ${whatFor(faults, reason)}: ${reason}`),
  ];
}

/** The check that was not judged for this reason, or how many there are. */
function whatFor(faults: readonly CheckResult[], reason: string | undefined): string {
  const [first, ...more] = faults.filter((fault) => fault.reason === reason);
  return more.length === 0 ? (first?.title ?? "") : `${more.length + 1} checks`;
}

/** A grading that was ended is no full one: that must not be overlooked. */
function lateLines({ checks }: LabResult, { command }: RenderOptions): string[] {
  const late = checks.filter(({ isLate }) => isLate === true);
  const [first] = late;
  if (first === undefined) return [];
  const count = late.length === 1 ? "1 check was" : `${late.length} checks were`;
  const more = command === undefined ? "" : " --deadline SECONDS allows more time.";
  return wrapProse(
    `\n${count} not judged, because ${first.reason}. Each answer that does not come costs seconds: fix what failed, then grade again.${more}`,
  );
}

function flakyLines({ checks }: LabResult): string[] {
  const flaky = checks.filter(({ attempts }) => attempts !== undefined);
  return flaky.map(
    ({ title, attempts }) =>
      `\nNot the same twice (the better counts): ${title}: ${attempts?.join(", then ")}`,
  );
}

function nextStep(
  first: CheckResult,
  { result, lab, exercises, options: { command } }: Report,
  detail: Detail,
): string {
  const exercise = exercises.find(({ id }) => id === wantedExercise(first));
  const file = exercise === undefined ? "" : placeInCopy(result.lab, exercise.file);
  const isThere = command === undefined || result.exerciseFiles?.includes(file) === true;
  const before = detail === "tight" ? "" : "\n";
  if (exercise === undefined || !isThere) return `${before}Next: fix "${first.title}"`;
  const copy = `work/${lab?.copy}/`;
  const place = result.subject.includes(copy.slice(0, -1)) ? `${copy}${file}` : file;
  const what = isBrief(detail) ? exercise.functionName : `function ${exercise.functionName}`;
  const task = `Next: exercise ${exercise.id}, ${what} in ${place}`;
  if (command !== undefined || isBrief(detail)) return `${before}${task}`;
  return [
    `${before}${task}`,
    ...beginningOf(wrapProse(exercise.task, SCREEN_COLUMNS - 6)).map((line) => `      ${line}`),
    `      A hint: npm run lab ${lab?.number} hint ${exercise.id}`,
  ].join("\n");
}

/** A long task stands in the page. */
function beginningOf(lines: readonly string[]): string[] {
  return lines.length <= MAX_TASK_LINES ? [...lines] : [...lines.slice(0, MAX_TASK_LINES), "…"];
}

function allPassed(result: LabResult, lab: Lab | undefined, command: string | undefined): string {
  if (overall(result.checks) !== "passed")
    return "\nNothing failed, but not everything was judged.";
  if (result.only !== undefined) {
    if (command !== undefined) return `\nThese checks pass. All of them: ${command}`;
    return `\nThese checks pass. Your progress counts all of them: npm run lab ${lab?.number} check`;
  }
  if (command !== undefined) return "\nAll of it works.";
  const labs = withParts(allLabs());
  const following = labs[labs.findIndex(({ folder }) => folder === lab?.folder) + 1];
  const next = following === undefined ? "" : ` Next: npm run lab ${following.number} readme`;
  return `\nAll of it works.${next}`;
}

/**
 * What the page says that no check sees of the exercises that have just passed: a learner who is done
 * should know what a green line does not promise.
 *
 * @param maxLines how many lines it may have; absent: all of it is shown
 */
function unseenLines(
  result: LabResult,
  lab: Lab,
  command: string | undefined,
  maxLines = Number.POSITIVE_INFINITY,
): string[] {
  const all = exerciseIds(result);
  // Checks of earlier exercises are there too, if those of the wanted one need them.
  const judged = all.filter((id) => id === result.only || !all.includes(result.only ?? ""));
  const entries = unseenIn(readmeOf(lab))
    .map(({ ids, text }) => ({ ids: ids.filter((id) => judged.includes(id)), text }))
    .filter(({ ids }) => ids.length > 0)
    .map(({ ids, text }) => wrapProse(`${ids.join(", ")}: ${text}`, SCREEN_COLUMNS - 2));
  if (entries.length === 0) return [];
  const compare = command === undefined ? ` Compare: npm run lab ${lab.number} diff` : "";
  const lines = ["", `No check sees these mistakes.${compare}`];
  for (const [index, entry] of entries.entries()) {
    const isLast = index === entries.length - 1;
    if (lines.length + entry.length + (isLast ? 0 : 1) > maxLines) {
      return [...lines, `… ${entries.length - index} more in the page, under "What no check sees"`];
    }
    lines.push(...entry.map((line, at) => `${at === 0 ? "- " : "  "}${line}`));
  }
  return lines;
}
