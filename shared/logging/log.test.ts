import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ProgramError } from "../process/errors.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { LogFile, logTo } from "./log.ts";

const folder = temporaryFolder();
let count = 0;

/** A path at which no log is yet. */
function newPath(): string {
  return join(folder, String(++count), "server.log");
}

/** The lines of a log's file, without their times. */
function linesOf(path: string): string[] {
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => line.replace(/^\S+Z /, ""));
}

test("logTo() adds the fields of with() to every line", () => {
  const lines: unknown[] = [];
  const log = logTo((...line) => lines.push(line)).with({ connection: 1 });
  log.info("connected", { peer: "me" });
  log.with({ why: "exit" }).warn("gone");
  expect(lines).toEqual([
    ["info", "connected", { connection: 1, peer: "me" }],
    ["warn", "gone", { connection: 1, why: "exit" }],
  ]);
});

test("LogFile goes on behind what was there", async () => {
  const path = newPath();
  for (const run of [1, 2]) {
    const log = await LogFile.open(path);
    log.info("starting", { run });
    log.error("stopped");
    await log.close();
  }
  const run = (number: number) => [`info starting run=${number}`, "error stopped"];
  expect(linesOf(path)).toEqual([...run(1), ...run(2)]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("LogFile ends a line that a crash has torn", async () => {
  const path = newPath();
  mkdirSync(join(path, ".."));
  writeFileSync(path, "torn");
  const log = await LogFile.open(path);
  log.info("starting");
  await log.close();
  expect(linesOf(path)).toEqual(["torn", "info starting"]);
});

test("LogFile writes by itself within moments, and what is told after its end is dropped", async () => {
  const path = newPath();
  const log = await LogFile.open(path);
  log.info("starting");
  expect(linesOf(path)).toEqual([]);
  await expect.poll(() => linesOf(path), { interval: 5 }).toEqual(["info starting"]);
  await log.close();
  log.info("too late");
  expect(linesOf(path)).toEqual(["info starting"]);
});

test("LogFile writes what waits when the program exits or crashes", async () => {
  const module = new URL("./log.ts", import.meta.url).href;
  for (const end of ["process.exit(3)", "throw new Error('crash')"]) {
    const path = newPath();
    const script = `import { LogFile } from ${JSON.stringify(module)};
      const log = await LogFile.open(${JSON.stringify(path)});
      log.info("last words");
      ${end}`;
    spawnSync(process.execPath, ["--input-type=module-typescript", "--eval", script]);
    expect(linesOf(path)).toEqual(['info "last words"']);
  }
});

test("LogFile begins a new file when one is full, and loses nothing", async () => {
  const path = newPath();
  const log = await LogFile.open(path, { maxBytes: 200 });
  for (let number = 0; number < 20; number++) log.info("event", { number });
  log.info("long", { text: "x".repeat(250) });
  log.info("after");
  await log.close();
  const names = readdirSync(join(path, ".."));
  expect(names.length).toBeGreaterThan(5);
  const numbered = names
    .slice(1)
    .sort((one, other) => Number(one.slice(11)) - Number(other.slice(11)));
  const files = [...numbered, "server.log"].map((name) => join(path, "..", name));
  expect(files.filter((file) => statSync(file).size > 200)).toHaveLength(1);
  const all = files.flatMap(linesOf);
  expect(all.slice(0, 20)).toEqual(
    [...Array(20).keys()].map((number) => `info event number=${number}`),
  );
  expect(all).toHaveLength(22);
});

test("LogFile counts what an earlier run has written, and uses no number twice", async () => {
  const path = newPath();
  for (const run of ["first", "second", "third"]) {
    const log = await LogFile.open(path, { maxBytes: 60 });
    log.info(run);
    log.info("filler", { text: "x".repeat(10) });
    await log.close();
  }
  const files = [1, 2, 3, 4, 5].map((number) => `${path}.${number}`);
  expect([...files, path].flatMap(linesOf).map((line) => line.split(" ")[1])).toEqual([
    "first",
    "filler",
    "second",
    "filler",
    "third",
    "filler",
  ]);
});

test("last() reads over the borders of files", async () => {
  const path = newPath();
  const log = await LogFile.open(path, { maxBytes: 200 });
  for (let number = 0; number < 20; number++) log.info("event", { number });
  const numbers = (lines: string[]) => lines.map((line) => Number(line.split("=")[1]));
  expect(numbers(await log.last(1))).toEqual([19]);
  expect(numbers(await log.last(10))).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  expect(await log.last(99)).toHaveLength(20);
  await log.close();
});

test("clear() leaves one line, which says what was thrown away", async () => {
  const path = newPath();
  const log = await LogFile.open(path, { maxBytes: 200 });
  for (let number = 0; number < 20; number++) log.info("event", { number });
  await log.clear();
  log.info("after");
  await log.close();
  expect(linesOf(path)).toEqual([
    expect.stringMatching(/^warn log-cleared files=\d bytes=\d+$/),
    "info after",
  ]);
  expect(readdirSync(join(path, ".."))).toEqual(["server.log"]);
});

test("open() says in one line why it cannot", async () => {
  const path = newPath();
  mkdirSync(path, { recursive: true });
  await expect(LogFile.open(path)).rejects.toThrow(
    new ProgramError(
      `Cannot write the log ${path}: illegal operation on a directory; choose another folder with --data`,
    ),
  );
  await expect(LogFile.open("/dev/null/server.log")).rejects.toThrow(ProgramError);
});

test("LogFile goes on in a full file that cannot be put aside", async () => {
  const path = newPath();
  const reports: string[] = [];
  const log = await LogFile.open(path, { maxBytes: 100, report: (text) => reports.push(text) });
  log.info("before");
  rmSync(path);
  for (let number = 0; number < 10; number++) log.info("event", { number });
  await log.close();
  expect(reports.length).toBeLessThan(10);
  expect(reports[0]).toMatch(/^Cannot put the full log aside .*: no such file or directory; /);
});

test.skipIf(!existsSync("/dev/full"))(
  "LogFile says once that the disk is full, and goes on",
  async () => {
    const path = newPath();
    mkdirSync(join(path, ".."));
    symlinkSync("/dev/full", path);
    const trouble: string[] = [];
    const log = await LogFile.open(path, {
      maxBytes: 100_000,
      report: (text) => trouble.push(text),
    });
    for (let number = 0; number < 20_000; number++) log.info("event", { number });
    await log.close();
    expect(trouble).toEqual([
      expect.stringMatching(/^Cannot write the log .*: no space left on device; /),
    ]);
  },
);

test("LogFile keeps as many full files as it is told, the newest", async () => {
  const path = newPath();
  const log = await LogFile.open(path, { maxBytes: 1, maxOldLogs: 2 });
  for (const number of [1, 2, 3, 4, 5]) log.info("line", { number });
  await log.close();
  const kept = readdirSync(dirname(path)).sort();
  expect(kept).toEqual(["server.log", "server.log.3", "server.log.4"]);
  expect(linesOf(`${path}.3`)).toEqual(["info line number=3"]);
});
