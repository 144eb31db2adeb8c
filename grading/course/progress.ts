/** What a learner has reached in a lab: kept in the working copy, as `.progress.json`. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LabResult, maxScoreOf, scoreOf } from "../report/result.ts";
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

/** The progress so far; none yet where the file is absent or cannot be read as such. */
export function readProgress(lab: Lab): Progress {
  const none: Progress = { passed: [], score: 0, max: 0, hints: {} };
  if (!existsSync(fileOf(lab))) return none;
  try {
    return { ...none, ...(JSON.parse(readFileSync(fileOf(lab), "utf8")) as Partial<Progress>) };
  } catch {
    return none;
  }
}

export function writeProgress(lab: Lab, progress: Progress): void {
  writeFileSync(fileOf(lab), `${JSON.stringify(progress, undefined, 2)}\n`);
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

function fileOf(lab: Lab): string {
  return join(copyFolder(lab), ".progress.json");
}
