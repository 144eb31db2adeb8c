/**
 * The verdict as a learner reads it in a terminal: what works, exercise by exercise; then the first
 * failure in full, because the next ones are often its consequences; then what to do next.
 */
import { styleText } from "node:util";
import { type Exercise, exercisesOf, placeInCopy } from "../../course/exercises.ts";
import { allLabs, findLab, type Lab, readmeOf, withParts } from "../../course/labs.ts";
import { unseenIn } from "../../course/readme.ts";
import { type FailureOptions, renderFailure, typeErrorLines, wrapProse } from "./failure-text.ts";
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
}

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const SIGNS = { passed: "✓", failed: "✗", "not judged": "–" } as const;
const COLOURS = { passed: "green", failed: "red", "not judged": "yellow" } as const;

/** What a failure has of a screen, from its title to the next step; and a report without one, as a whole. */
const SCREEN_LINES = 24;

const MAX_TASK_LINES = 3;

/** The whole verdict, without a line end at its end. Nothing that a submission wrote gives commands to a terminal. */
export function renderForLearner(given: LabResult, options: RenderOptions): string {
  const result = fitForScreen(given);
  const paint: Paint = (style, text) =>
    options.colour ? styleText(style, text, { validateStream: false }) : text;
  const lab = findLab(result.lab, allLabs());
  const exercises = lab === undefined ? [] : exercisesOf(lab);
  const again = options.command ?? `npm run lab ${lab?.number} check --`;
  const first = firstFailure(result.checks);
  if (first?.failure?.next !== undefined) {
    return [headline(result, lab, options, paint), renderFailure(first)].join("\n");
  }
  const parts = [
    headline(result, lab, options, paint),
    ...exerciseIds(result).map((id) => exerciseBlock(id, result, exercises, paint)),
  ];
  const next = nextStep(first, result, exercises, lab, options.command);
  const typeErrors = typeErrorsFor(first, result, exercises);
  if (first !== undefined) {
    const maxLines = options.full === true ? undefined : SCREEN_LINES - rowsOf(next);
    parts.push(
      failureBlock(first, `${again} ${againFlags(first, result)}`, paint, {
        ...(maxLines === undefined ? {} : { maxLines }),
        typeErrors,
      }),
    );
  } else if (typeErrors.length > 0) {
    const note = "It runs in spite of these type errors, but they may hide a mistake.";
    parts.push("", note, ...typeErrorLines(typeErrors, options.full));
  }
  parts.push(...faultLines(result), ...lateLines(result, options), ...flakyLines(result), next);
  if (overall(result.checks) === "passed" && lab !== undefined) {
    const maxLines = options.full === true ? undefined : SCREEN_LINES - rowsOf(parts.join("\n"));
    parts.push(...unseenLines(result, lab, options.command, maxLines));
  }
  return parts.join("\n");
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

/** One line for an exercise; below it the checks that failed, and how many have not been run. */
function exerciseBlock(
  id: string,
  result: LabResult,
  exercises: readonly Exercise[],
  paint: Paint,
): string {
  const checks = result.checks.filter(({ exercise }) => exercise === id);
  const part = { ...result, checks };
  const verdict = overall(checks);
  const failed = checks.filter((check) => check.verdict === "failed");
  const unwritten = unwrittenOf(failed);
  const { functionName = "" } = exercises.find((exercise) => exercise.id === id) ?? {};
  const sign = unwritten === undefined ? SIGNS[verdict] : "○";
  const head = `${sign} ${id} ${functionName}`.padEnd(34);
  const line = `${paint(COLOURS[verdict], head)} ${scoreOf(part)}/${maxScoreOf(part)}`;
  if (verdict === "passed") return line;
  if (unwritten === id) return `${line}  not written yet`;
  if (unwritten !== undefined) return `${line}  waits for exercise ${unwritten}`;
  const told = failed.map(({ title }) => `    ${paint(COLOURS.failed, SIGNS.failed)} ${title}`);
  return [line, ...told, ...skippedLines(checks, failed.length > 0, paint)].join("\n");
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

/** @param maxLines how many lines it may have; absent: everything is shown */
function failureBlock(
  check: CheckResult,
  command: string,
  paint: Paint,
  { maxLines, typeErrors }: FailureOptions & { typeErrors: readonly TypeErrorFound[] },
): string {
  // An empty exercise has no story worth telling.
  if (check.failure?.unwritten !== undefined) {
    const found = typeErrors.length === 0 ? [] : ["", ...typeErrorLines(typeErrors)];
    return [`\n${check.failure.cause}`, ...found].join("\n");
  }
  const title = `First: ${check.exercise}, ${check.title}`;
  const again = `Again:  ${command}`;
  const room =
    maxLines === undefined ? {} : { maxLines: maxLines - rowsOf(`${title}\n\n${again}`) };
  return `\n${paint("bold", title)}\n\n${renderFailure(check, { ...room, typeErrors })}\n${again}`;
}

function againFlags({ title }: CheckResult, { seed }: LabResult): string {
  return `--only ${JSON.stringify(title)} --seed ${seed}`;
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
  first: CheckResult | undefined,
  result: LabResult,
  exercises: readonly Exercise[],
  lab: Lab | undefined,
  command: string | undefined,
): string {
  const exercise = exercises.find(({ id }) => id === wantedExercise(first));
  if (first === undefined) return allPassed(result, lab, command);
  const file = exercise === undefined ? "" : placeInCopy(result.lab, exercise.file);
  const isThere = command === undefined || result.exerciseFiles?.includes(file) === true;
  if (exercise === undefined || !isThere) return `\nNext: fix "${first.title}"`;
  const copy = `work/${lab?.copy}/`;
  const place = result.subject.includes(copy.slice(0, -1)) ? `${copy}${file}` : file;
  const task = `Next: exercise ${exercise.id}, function ${exercise.functionName} in ${place}`;
  if (command !== undefined) return `\n${task}`;
  return [
    `\n${task}`,
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
    return `\nThese checks pass. All of them: ${command ?? `npm run lab ${lab?.number} check`}`;
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
