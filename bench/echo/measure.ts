/** Runs the load programs. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { compileTypeScript } from "../compile.ts";
import type { EchoJob, EchoReport, HeavyJob, HeavyResult, LoadFailure } from "./load/job.ts";

/** For each server, on top of its slices: opening (20 s), pausing (5 s), a heavy answer (15 s). */
const EXTRA_MS_PER_TARGET = 40_000;

export interface LoadPrograms {
  /** Loads all targets in turn. A target that answers wrongly, closes or is silent is a failure. */
  echo(job: EchoJob): Promise<EchoReport>;
  heavy(job: HeavyJob): Promise<HeavyResult | LoadFailure>;
}

/** Compiles the load programs, so that they start fast and alike. */
export async function prepareLoad(): Promise<LoadPrograms> {
  const echo = await compileTypeScript("bench/echo/load/load.ts");
  const heavy = await compileTypeScript("bench/echo/load/heavy-load.ts");
  return {
    async echo(job) {
      const count = job.targets.length;
      const limitMs = count * (job.slices * job.sliceMs + EXTRA_MS_PER_TARGET);
      const report = await runProgram<EchoReport>(echo, job, limitMs);
      return report ?? job.targets.map(() => ({ failure: "the load program gave no result" }));
    },
    async heavy(job) {
      const limitMs = job.measureMs + EXTRA_MS_PER_TARGET;
      const report = await runProgram<HeavyResult | LoadFailure>(heavy, job, limitMs);
      return report ?? { failure: "the load program gave no result" };
    },
  };
}

/** What the program prints; it is our own, so its form is trusted. Undefined when it was killed. */
async function runProgram<Report>(
  program: string,
  job: object,
  limitMs: number,
): Promise<Report | undefined> {
  const child = spawn(process.execPath, [program, JSON.stringify(job)], {
    stdio: ["ignore", "pipe", "inherit"],
    timeout: limitMs,
    killSignal: "SIGKILL",
  });
  const [output] = await Promise.all([text(child.stdout), once(child, "close")]);
  return output === "" ? undefined : JSON.parse(output);
}
