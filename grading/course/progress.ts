/** What a learner has reached in a lab: kept in the working copy, as `.progress.json`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { systemReason } from "../../shared/system-reason.ts";
import { type LabResult, maxScoreOf, scoreOf } from "../report/result.ts";
import { writeWhole } from "../write-whole.ts";
import { copyFolder, type Lab } from "./labs.ts";

export interface Progress {
  /** Ids of the exercises whose checks all passed. */
  passed: string[];
  score: number;
  /** 0 until the first grading. */
  max: number;
  /** How many hints were shown, by exercise. */
  hints: Record<string, number>;
}

/** The progress so far. Whatever cannot be read as such counts as not reached yet. */
export function readProgress(lab: Lab): Progress {
  const found = contentOf(fileOf(lab));
  const { passed, score, max, hints } = isRecord(found) ? found : {};
  return {
    passed: Array.isArray(passed) ? passed.filter((id) => typeof id === "string") : [],
    score: isCount(score) ? score : 0,
    max: isCount(max) ? max : 0,
    hints: isRecord(hints) ? onlyCounts(hints) : {},
  };
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
      `Cannot save your progress in work/${lab.folder}: ${systemReason(error)}; your programs are not affected`,
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

function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
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
