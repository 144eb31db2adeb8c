/** Processes that flee, gradings that are killed: what is found, and what is left alone. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../shared/testing/temporary-folder.ts";
import { clear, clearDead, makeGradingFolder, marked, markingVariable } from "./leftovers.ts";

const { TMPDIR } = process.env;
const folder = temporaryFolder();

beforeAll(() => {
  process.env.TMPDIR = folder;
});

afterAll(() => {
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
});

/** Leaves a process without parents, environment, session and open files; prints its number. */
const FLEE =
  "env -i setsid nohup sh -c '(exec sleep 600 >/dev/null 2>&1 </dev/null) & echo $!' | cat";

/** Ended, or only waiting for somebody to ask how. */
function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
}

/** Lets a program of this grading flee; returns the number of what it has left. */
async function fledFrom(grading: string): Promise<number> {
  const [file = "", ...args] = marked(grading, ["sh", "-c", FLEE]);
  const env = { PATH: process.env.PATH, ...markingVariable(grading) };
  const program = spawn(file, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const [printed] = await once(program.stdout.setEncoding("utf8"), "data");
  return Number(printed);
}

describe.skipIf(process.platform !== "linux")("what a grading leaves behind", () => {
  test("clear() ends a process that has left everything, and no other grading's", async () => {
    const [one, other] = [makeGradingFolder(), makeGradingFolder()];
    const [mine, others] = [await fledFrom(one), await fledFrom(other)];
    expect(readFileSync(`/proc/${mine}/environ`, "utf8")).not.toContain("LAB_GRADING");
    await clear(one);
    expect(isAlive(mine)).toBe(false);
    expect(existsSync(one)).toBe(false);
    expect(isAlive(others)).toBe(true);
    await clear(other);
    expect(isAlive(others)).toBe(false);
  });

  test("clearDead() clears a grading that was killed, and none that runs", async () => {
    const script = `
      const { makeGradingFolder } = await import(${JSON.stringify(import.meta.resolve("./leftovers.ts"))});
      console.log(makeGradingFolder());
      setInterval(() => {}, 1000);
    `;
    const grader = spawn(process.execPath, ["--input-type=module", "--eval", script]);
    const [printed] = await once(grader.stdout.setEncoding("utf8"), "data");
    const grading: string = printed.trim();
    const running = makeGradingFolder();
    const [left, mine] = [await fledFrom(grading), await fledFrom(running)];
    clearDead();
    expect(isAlive(left)).toBe(true);
    grader.kill("SIGKILL");
    await once(grader, "exit");
    clearDead();
    expect(isAlive(left)).toBe(false);
    expect(existsSync(grading)).toBe(false);
    expect(isAlive(mine)).toBe(true);
    await clear(running);
  });

  test("clearDead() knows a number that is used again, and leaves other machines alone", () => {
    const mine = makeGradingFolder();
    const earlier = mine.replace(/-(\d+)(-\w+)$/, "-1$2");
    renameSync(mine, earlier); // same number, another start
    const elsewhere = join(folder, "socket-labs-00000000-1-1-abcdef");
    mkdirSync(elsewhere);
    clearDead();
    expect(existsSync(earlier)).toBe(false);
    expect(existsSync(elsewhere)).toBe(true);
  });

  test("what cannot be started is left to the system to report", () => {
    const script = join(folder, "script");
    writeFileSync(script, "#!/no/such/interpreter\n", { mode: 0o755 });
    const grading = makeGradingFolder();
    for (const command of [["no-such-program"], ["./missing"], [folder], [script, "--port", "0"]]) {
      expect(marked(grading, command)).toEqual(command);
    }
    expect(marked(grading, ["sh", "-c", ":"]).slice(-4)).toEqual(["--", "sh", "-c", ":"]);
  });
});
