/** What a learner has reached in a lab: kept in the working copy, as `.progress.json`. */
import { readFileSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { copyFolder, type Lab } from "../course/labs.ts";
import { type LabResult, maxScoreOf, scoreOf } from "../grading/report/result.ts";
import { errorCode, systemReason } from "../shared/process/errors.ts";
import { writeWhole } from "./write-whole.ts";

export interface Progress {
  /** Ids of the exercises whose checks all passed. */
  passed: string[];
  score: number;
  /** 0 until the first grading. */
  max: number;
  /** How many hints were shown, by exercise. */
  hints: Record<string, number>;
}

/**
 * The progress so far. Whatever cannot be read as such counts as not reached yet; a damaged file is
 * kept aside, and the person is told.
 */
export function readProgress(lab: Lab): Progress {
  const text = textOf(fileOf(lab));
  if (text === undefined) return progressIn({});
  const found = parsed(text);
  const progress = progressIn(isRecord(found) ? found : {});
  const isDamaged = !isRecord(found) || hasOtherValues(found, progress);
  if (isDamaged && keepAside(lab)) writeProgress(lab, progress);
  return progress;
}

function progressIn({ passed, score, max, hints }: Record<string, unknown>): Progress {
  return {
    passed: Array.isArray(passed) ? passed.filter((id) => typeof id === "string") : [],
    score: isCount(score) ? score : 0,
    max: isCount(max) ? max : 0,
    hints: isRecord(hints) ? onlyCounts(hints) : {},
  };
}

/** Whether one of the values found is none that a progress can have. */
function hasOtherValues(found: Record<string, unknown>, progress: Progress): boolean {
  return Object.entries(progress).some(
    ([name, value]) => name in found && !isDeepStrictEqual(found[name], value),
  );
}

/** Moves the damaged file aside; returns whether it could. */
function keepAside(lab: Lab): boolean {
  const file = fileOf(lab);
  // No colons: they are not allowed in a file's name everywhere.
  const aside = `${file}.damaged-${new Date().toISOString().replaceAll(":", "-")}`;
  const place = `work/${lab.copy}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    console.error(
      `Cannot read all of your progress in ${place}/.progress.json: the file is damaged, and it cannot be moved aside (${systemReason(error)})`,
    );
    return false;
  }
  console.error(
    `Cannot read all of your progress in ${place}/.progress.json: the file is damaged, and is kept as ${basename(aside)}; npm run lab ${lab.number} check finds your progress again`,
  );
  return true;
}

/**
 * Keeps the progress. Where that fails, the person is told and the command goes on: what was asked
 * for, a verdict or a hint, is there all the same.
 */
export function writeProgress(lab: Lab, progress: Progress): void {
  try {
    writeWhole(fileOf(lab), `${JSON.stringify(progress, undefined, 2)}\n`);
  } catch (error) {
    console.error(
      `Cannot save your progress in work/${lab.copy}: ${systemReason(error)}; your programs are not affected`,
    );
  }
}

/** Keeps what a full grading of the learner's copy found. */
export function recordResult(lab: Lab, result: LabResult): void {
  const unfinished = result.checks.filter((check) => check.verdict !== "passed");
  const passed = new Set(result.checks.map((check) => check.exercise));
  for (const check of unfinished) passed.delete(check.exercise);
  writeProgress(lab, {
    ...readProgress(lab),
    passed: [...passed].sort(),
    score: scoreOf(result),
    max: maxScoreOf(result),
  });
}

/** The file's text; undefined when there is none. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    return errorCode(error) === "ENOENT" ? undefined : "";
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function onlyCounts(values: Record<string, unknown>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (isCount(value) ? [[key, value]] : [])),
  );
}

function fileOf(lab: Lab): string {
  return join(copyFolder(lab), ".progress.json");
}
