import { once } from "node:events";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Random } from "./core/random.ts";
import { gradeAtEverySave } from "./grade-at-every-save.ts";

const DEADLINE = { timeout: 10_000, interval: 5 };

let folder = "";
let events: string[] = [];
let stop = new AbortController();
let watching: Promise<void> = Promise.resolve();
/** What a grading does after it has read the program. */
let duringGrading: (overtaken: AbortSignal) => Promise<void> = async () => {};

const programFile = () => join(folder, "server.ts");
const lastEvent = () => events.at(-1);
const count = (event: string) => events.filter((each) => each === event).length;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "every-save-"));
  writeFileSync(programFile(), "first");
  writeFileSync(join(folder, "client.ts"), "");
  events = [];
  stop = new AbortController();
  duringGrading = async () => {};
});

afterEach(async () => {
  stop.abort();
  await watching;
  rmSync(folder, { recursive: true, force: true });
});

/** The result of this grader is the program's source. */
function start(): void {
  watching = gradeAtEverySave({
    folder,
    signal: stop.signal,
    grade: async (overtaken) => {
      const source = readFileSync(programFile(), "utf8");
      await duringGrading(overtaken);
      return source;
    },
    onChecking: () => events.push("checking"),
    onResult: (source) => events.push(`result ${source}`),
    onMissing: (path) => events.push(`no ${path.slice(folder.length)}`),
  });
}

async function untilLast(event: string): Promise<void> {
  await vi.waitFor(() => expect(lastEvent()).toBe(event), DEADLINE);
}

test("says at once that it checks, and then the result", async () => {
  start();
  expect(events).toEqual(["checking"]);
  await untilLast("result first");
});

test("a save during a grading is reported at once, and only the saved state gets a result", async () => {
  const grading = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  duringGrading = async () => {
    begun.resolve();
    await grading.promise;
  };
  start();
  await begun.promise;
  writeFileSync(programFile(), "broken");
  await vi.waitFor(() => expect(events).toEqual(["checking", "checking"]), DEADLINE);
  grading.resolve();
  await untilLast("result broken");
  expect(events).not.toContain("result first");
});

test("a save stops the grading that it overtakes, and no other one", async () => {
  const begun = Promise.withResolvers<void>();
  const isOvertaken: boolean[] = [];
  duringGrading = async (overtaken) => {
    if (isOvertaken.length === 0) {
      begun.resolve();
      await once(overtaken, "abort");
    }
    isOvertaken.push(overtaken.aborted);
  };
  start();
  await begun.promise;
  writeFileSync(programFile(), "second");
  await untilLast("result second");
  expect(isOvertaken).toEqual([true, false]);
});

test("20 saves at any moment, the first grading included: the last result is of the last save", async () => {
  const random = new Random(20);
  duringGrading = () => pause(random.integer(0, 40));
  start();
  for (let save = 1; save <= 20; save += 1) {
    await pause(random.integer(0, 150));
    // Of the same length: only times and content tell them apart.
    const source = `save ${String(save).padStart(2, "0")}`;
    const isRenamed = save % 2 === 0;
    const path = isRenamed ? join(folder, "server.ts.tmp") : programFile();
    writeFileSync(path, source);
    if (isRenamed) renameSync(path, programFile());
  }
  await untilLast("result save 20");
  expect(count("result save 20")).toBe(1);
});

test("a file that is empty for a moment while it is saved gets no result", async () => {
  start();
  await untilLast("result first");
  const file = openSync(programFile(), "w");
  await vi.waitFor(() => expect(count("checking")).toBe(2), DEADLINE);
  writeSync(file, "second");
  closeSync(file);
  await untilLast("result second");
  expect(events).not.toContain("result ");
});

test("several files saved together are graded once", async () => {
  start();
  await untilLast("result first");
  mkdirSync(join(folder, "parts"));
  for (const name of ["client.ts", "parts/a.ts", "server.ts"]) {
    writeFileSync(join(folder, name), "together");
  }
  await untilLast("result together");
  expect(events).toEqual(["checking", "result first", "checking", "result together"]);
});

test("what tools and programs write beside the source is not a save", async () => {
  start();
  await untilLast("result first");
  for (const name of [".progress.json", "server.log", "server.ts~"]) {
    writeFileSync(join(folder, name), "");
  }
  writeFileSync(programFile(), "second");
  await untilLast("result second");
  expect(count("checking")).toBe(2);
});

test("names a program that is deleted, and goes on when it is there again", async () => {
  start();
  await untilLast("result first");
  rmSync(programFile());
  await untilLast("no /server.ts");
  writeFileSync(programFile(), "again");
  await untilLast("result again");
});

test("names the folder when it is moved away, and goes on when it is back", async () => {
  start();
  await untilLast("result first");
  renameSync(folder, `${folder}.away`);
  await untilLast("no ");
  renameSync(`${folder}.away`, folder);
  await untilLast("result first");
});

test("a grading that fails because the files disappear under it is made again", async () => {
  start();
  await untilLast("result first");
  let isFirst = true;
  duringGrading = async () => {
    if (!isFirst) return;
    isFirst = false;
    rmSync(programFile());
    throw new Error("no such file");
  };
  writeFileSync(programFile(), "second");
  await untilLast("no /server.ts");
});

test("a grading that fails by itself ends it", async () => {
  duringGrading = () => Promise.reject(new Error("no checks"));
  start();
  await expect(watching).rejects.toThrow("no checks");
  watching = Promise.resolve();
});
