/** `check` of a lab that is worked in parts: each part that is started, one after the other, and a summary. */
import { existsSync } from "node:fs";
import { copyFolder, type Lab } from "../course/labs.ts";
import { requirePrograms } from "../course/working-copy.ts";
import { exitStatusOf, type LabResult, maxScoreOf, scoreOf } from "../grading/report/result.ts";
import type { CommandLine } from "./arguments.ts";
import { gradeOnce, wantedChecks } from "./check.ts";
import { namePart, Refusal } from "./refusal.ts";

const NAME_COLUMNS = 32;

/** Returns the exit status: 0 only when all parts pass. */
export async function checkParts(lab: Lab, line: CommandLine): Promise<number> {
  const word = wantedChecks(line);
  if (word !== undefined) throw namePart(`check "${word}" in`, lab, `check ${word}`);
  const isSolution = line.flags.has("solution");
  const started = lab.parts.filter((part) => isSolution || existsSync(copyFolder(part)));
  if (started.length === 0) {
    throw new Refusal(
      `Cannot check lab ${lab.number}: none of its parts is started; start with npm run lab ${lab.parts[0]?.number} start`,
    );
  }
  if (!isSolution) for (const part of started) requirePrograms(part);
  const results = new Map<Lab, LabResult>();
  for (const part of started) {
    results.set(part, await gradeOnce(part, line));
    console.log();
  }
  console.log(
    [headline(lab, results), ...lab.parts.map((part) => lineOf(part, results))].join("\n"),
  );
  const statuses = lab.parts.map((part) => statusOf(results.get(part)));
  return Math.max(...statuses);
}

/** A part that is not started has not passed. */
function statusOf(result: LabResult | undefined): 0 | 1 | 2 {
  return result === undefined ? 1 : exitStatusOf(result);
}

function headline({ number, parts }: Lab, results: ReadonlyMap<Lab, LabResult>): string {
  const passed = parts.filter((part) => statusOf(results.get(part)) === 0);
  return `Lab ${number}: ${passed.length} of ${parts.length} parts passed`;
}

function lineOf(part: Lab, results: ReadonlyMap<Lab, LabResult>): string {
  const name = `${part.number} ${part.name}`.padEnd(NAME_COLUMNS);
  const result = results.get(part);
  if (result === undefined) return `○ ${name} not started: npm run lab ${part.number} start`;
  const sign = ["✓", "✗", "–"][exitStatusOf(result)];
  return `${sign} ${name} ${scoreOf(result)}/${maxScoreOf(result)}`;
}
