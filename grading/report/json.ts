/** The result as JSON, for other programs: the model of result.ts as it is, with the score. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { type LabResult, maxScoreOf, scoreOf } from "./result.ts";

/**
 * Writes a result. Whoever reads the file meanwhile sees the old one or the new one, never a half:
 * it is written beside its place and then moved there, which is one step for the system.
 *
 * @throws the system's error when the folder cannot be written to
 */
export function writeJson(result: LabResult, file: string): void {
  const beside = `${file}.${process.pid}.part`;
  const content = { score: scoreOf(result), maxScore: maxScoreOf(result), ...result };
  try {
    writeFileSync(beside, `${JSON.stringify(content, undefined, 2)}\n`);
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}
