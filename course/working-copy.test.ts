import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { canFillDisk, onFullDisk } from "../shared/testing/full-disk.ts";
import { temporaryFolder } from "../shared/testing/temporary-folder.ts";
import { copyFolder, type Lab } from "./labs.ts";
import { identityOfCopy, makeCopy, replaceCopy, requirePrograms } from "./working-copy.ts";

const parent = temporaryFolder();
let count = 0;
let lab: Lab;

beforeEach(() => {
  const root = join(parent, String(count++));
  lab = {
    number: "01",
    folder: "01-echo",
    copy: "01-echo",
    name: "echo",
    title: "Echo",
    root,
    parts: [],
  };
  mkdirSync(join(root, "labs/01-echo"), { recursive: true });
  const imports = 'import "./long.ts";\n';
  writeFileSync(join(root, "labs/01-echo/server.ts"), imports);
  writeFileSync(join(root, "labs/01-echo/client.ts"), imports);
  writeFileSync(join(root, "labs/01-echo/long.ts"), `// ${"x".repeat(10_000)}\n`);
});

const inWork = () => readdirSync(join(lab.root, "work")).sort();

test("makeCopy() makes a whole copy and leaves nothing else", () => {
  makeCopy(lab);
  expect(readdirSync(copyFolder(lab)).sort()).toEqual(["client.ts", "long.ts", "server.ts"]);
  expect(inWork()).toEqual(["01-echo"]);
  expect(() => makeCopy(lab)).toThrow("it is there already");
});

test("a link that leads nowhere is in the way of a copy, and moved aside by the next one", () => {
  mkdirSync(join(lab.root, "work"));
  symlinkSync("gone", copyFolder(lab));
  expect(() => makeCopy(lab)).toThrow("it is there already");
  expect(() => requirePrograms(lab)).toThrow("Cannot find your copy of lab 01");
  expect(replaceCopy(lab)).toMatch(/^work\/01-echo\.old-/);
  expect(() => requirePrograms(lab)).not.toThrow();
});

test("requirePrograms() names the program that a copy lacks", () => {
  makeCopy(lab);
  rmSync(join(copyFolder(lab), "client.ts"));
  expect(() => requirePrograms(lab)).toThrow(
    "there is no client.ts in work/01-echo; put it back, or begin again with npm run lab 01 reset",
  );
});

test.skipIf(!canFillDisk)("makeCopy() leaves no half copy on a full disk", async () => {
  await onFullDisk(5_000, async () => expect(() => makeCopy(lab)).toThrow("EFBIG"));
  expect(inWork()).toEqual([]);
});

test.skipIf(!canFillDisk)("replaceCopy() keeps the old copy on a full disk", async () => {
  makeCopy(lab);
  writeFileSync(join(copyFolder(lab), "server.ts"), "mine");
  await onFullDisk(5_000, async () => expect(() => replaceCopy(lab)).toThrow("EFBIG"));
  expect(inWork()).toEqual(["01-echo"]);
  expect(readFileSync(join(copyFolder(lab), "server.ts"), "utf8")).toBe("mine");
});

test("replaceCopy() makes the first copy too, and moves an old one aside", () => {
  expect(replaceCopy(lab)).toBeUndefined();
  writeFileSync(join(copyFolder(lab), "server.ts"), "mine");
  const aside = replaceCopy(lab) ?? "";
  expect(readFileSync(join(lab.root, aside, "server.ts"), "utf8")).toBe("mine");
  expect(readFileSync(join(copyFolder(lab), "server.ts"), "utf8")).not.toBe("mine");
});

test("identityOfCopy() tells a new copy from the one before, and not a changed one", () => {
  expect(identityOfCopy(lab)).toBeUndefined();
  makeCopy(lab);
  const first = identityOfCopy(lab);
  writeFileSync(join(copyFolder(lab), "server.ts"), "mine");
  expect(identityOfCopy(lab)).toBe(first);
  replaceCopy(lab);
  expect(identityOfCopy(lab)).not.toBe(first);
});

test("makeCopy() removes what a killed start has left, and nothing of one that still runs", () => {
  const { pid: dead } = spawnSync(process.execPath, ["--version"]);
  const work = join(lab.root, "work");
  for (const pid of [dead, process.ppid]) {
    mkdirSync(join(work, `.01-echo.unfinished-${pid}`), { recursive: true });
  }
  mkdirSync(join(work, "01-echo.new"));
  makeCopy(lab);
  expect(inWork()).toEqual([`.01-echo.unfinished-${process.ppid}`, "01-echo", "01-echo.new"]);
  expect(existsSync(copyFolder(lab))).toBe(true);
});
