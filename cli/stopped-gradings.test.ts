/** Gradings that are stopped: by Ctrl-C, `kill`, a closed terminal, and by SIGKILL. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROJECT_ROOT } from "../course/labs.ts";
import { markOf } from "../grading/core/leftovers.ts";
import { temporaryFolder } from "../shared/testing/temporary-folder.ts";

const scripts = temporaryFolder();
const program = join(scripts, "program.sh");
// It never listens, and what it leaves has nothing that tells whose it is.
const source = "#!/bin/sh\nenv -i setsid sleep 600 </dev/null >/dev/null 2>&1 &\nexec sleep 600\n";
writeFileSync(program, source, { mode: 0o755 });

const DEADLINE = { timeout: 60_000 };

const GRADE = ["cli/grade.ts", "01", "--server", program, "--client", program];
const CHECK = ["cli/lab.ts", "01", "check", "--solution"];
const WATCH = ["cli/lab.ts", "01", "watch", "--solution"];

interface Running {
  grader: ChildProcess;
  printed: () => string;
}

/** Starts a grading whose temporary files lie below `temporary`. */
function start(args: readonly string[], temporary: string): Running {
  const env = { ...process.env, TMPDIR: temporary };
  const grader = spawn(process.execPath, [...args], { cwd: PROJECT_ROOT, env });
  let printed = "";
  for (const stream of [grader.stdout, grader.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  return { grader, printed: () => printed };
}

/** The numbers by which the processes of the gradings below a folder are known. */
function marksIn(temporary: string): string[] {
  return readdirSync(temporary).map((name) => String(markOf(name)));
}

/** How many processes have one of these marks. */
function countMarked(marks: readonly string[]): number {
  const limits = readdirSync("/proc").map((name) => {
    try {
      const state = readFileSync(`/proc/${name}/stat`, "utf8");
      return / Z /.test(state) ? "" : readFileSync(`/proc/${name}/limits`, "utf8");
    } catch {
      return "";
    }
  });
  return limits.filter((text) => marks.some((mark) => text.includes(mark))).length;
}

/** Waits until the grading below a folder runs programs; returns its marks. */
async function untilProgramsRun(temporary: string): Promise<string[]> {
  await expect.poll(() => countMarked(marksIn(temporary)), DEADLINE).toBeGreaterThan(0);
  return marksIn(temporary);
}

describe.skipIf(process.platform !== "linux")("a grading that is stopped", () => {
  test.each([
    ["grade", GRADE, "SIGINT"],
    ["check", CHECK, "SIGTERM"],
  ] as const)("%s leaves nothing behind", async (_name, args, signal) => {
    const temporary = mkdtempSync(join(scripts, "stopped-"));
    const { grader, printed } = start(args, temporary);
    const marks = await untilProgramsRun(temporary);
    grader.kill(signal);
    expect(await once(grader, "close")).toEqual([null, signal]);
    expect(printed()).toBe("Stopped: there is no verdict\n");
    // A killed process has its time to go on a busy machine.
    await expect.poll(() => countMarked(marks), DEADLINE).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("the next grading clears what one has left that was killed", async () => {
    const temporary = mkdtempSync(join(scripts, "killed-"));
    const killed = start(GRADE, temporary);
    const marks = await untilProgramsRun(temporary);
    killed.grader.kill("SIGKILL");
    await once(killed.grader, "close");
    expect(countMarked(marks)).toBeGreaterThan(0);

    const next = start(WATCH, temporary);
    await expect.poll(next.printed, DEADLINE).toContain("waiting for the next save");
    expect(countMarked(marks)).toBe(0);
    next.grader.kill("SIGHUP");
    expect(await once(next.grader, "close")).toEqual([null, "SIGHUP"]);
    expect(next.printed()).toMatch(/\nStopped watching\n$/);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
