import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ProgramError } from "../process/errors.ts";
import { lockDataFolder } from "./data-lock.ts";

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "data-lock-"));
  folder = join(parent, "data");
});

afterEach(() => rm(parent, { recursive: true }));

/** Another process that has locked the folder and lives until it is killed. */
async function otherHolder() {
  const story = `
    const { lockDataFolder } = await import(${JSON.stringify(new URL("./data-lock.ts", import.meta.url).href)});
    await lockDataFolder(${JSON.stringify(folder)});
    console.log("locked");
    setInterval(() => {}, 1000);
  `;
  const holder = spawn(process.execPath, ["--input-type=module", "--eval", story], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  return holder;
}

test("lockDataFolder() makes the folder; once unlocked, it can be locked again", async () => {
  const unlock = await lockDataFolder(folder);
  await expect(lockDataFolder(folder)).rejects.toThrow(ProgramError);
  await unlock();
  await unlock();
  await (await lockDataFolder(folder))();
});

test("lockDataFolder() refuses a folder that another process uses, until that is killed", async () => {
  const holder = await otherHolder();
  await expect(lockDataFolder(folder)).rejects.toThrow(
    `Cannot use the data folder ${folder}: another server uses it; stop that one, or choose another with --data`,
  );
  holder.kill("SIGKILL");
  await once(holder, "exit");
  await (await lockDataFolder(folder))();
});

test("lockDataFolder() throws a ProgramError when there can be no such folder", async () => {
  await writeFile(join(parent, "file"), "");
  const inside = join(parent, "file", "data");
  await expect(lockDataFolder(inside)).rejects.toThrow(`Cannot use the data folder ${inside}: `);
});
