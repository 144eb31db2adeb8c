/** Starts the measuring programs of the bench: one value in, one value out. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { compileTypeScript } from "../compile.ts";
import type { LoadFailure } from "./load/job.ts";

/**
 * Compiles a program, gives it a job as its one argument and returns what it prints; it is our own, so
 * its form is trusted.
 *
 * @throws Error when the program reports a failure or takes longer than the limit
 */
export async function runProgram<Report extends object>(
  source: string,
  job: object,
  limitMs: number,
): Promise<Report> {
  const program = await compileTypeScript(source);
  const child = spawn(process.execPath, [program, JSON.stringify(job)], {
    stdio: ["ignore", "pipe", "inherit"],
    timeout: limitMs,
    killSignal: "SIGKILL",
  });
  const [output] = await Promise.all([text(child.stdout), once(child, "close")]);
  if (output === "") throw new Error(`it gave no result within ${limitMs / 1000} s`);
  const report: Report | LoadFailure = JSON.parse(output);
  if ("failure" in report) throw new Error(report.failure);
  return report;
}
