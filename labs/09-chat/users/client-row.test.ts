import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { deriveKey, makeKeyFile, readKeyFile } from "./client-row.ts";

const pathIn = (folder = temporaryFolder()) => join(folder, "clients.key");

test("makeKeyFile() makes a key that readKeyFile() reads, for its owner alone", async () => {
  const folder = temporaryFolder();
  writeFileSync(`${pathIn(folder)}.new`, "what a crash has left");
  const key = await makeKeyFile(pathIn(folder));
  expect(await readKeyFile(pathIn(folder))).toEqual(key);
  expect(key).toHaveLength(32);
  expect(statSync(pathIn(folder)).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["clients.key"]);
  expect(readFileSync(pathIn(folder), "utf8")).toMatch(/^[A-Za-z0-9_-]{43}\n$/);
});

test.each(["\ufeffKEY\n", "KEY\r\n", "KEY\n\n", "KEY", "\ufeffKEY\r\n\r\n"])(
  "readKeyFile() reads a key that an editor has saved as %j",
  async (form) => {
    const path = pathIn();
    const key = Buffer.alloc(32, 0xfb);
    writeFileSync(path, form.replace("KEY", key.toString("base64url")), { mode: 0o600 });
    expect(await readKeyFile(path)).toEqual(key);
  },
);

test("readKeyFile() is undefined when there is no file", async () => {
  expect(await readKeyFile(pathIn())).toBeUndefined();
});

test.each([0o640, 0o604, 0o660, 0o610, 0o644])(
  "readKeyFile() refuses a file of mode %o",
  async (mode) => {
    const path = pathIn();
    await makeKeyFile(path);
    chmodSync(path, mode);
    const told = "others can read it, and it is a secret; run chmod 600";
    await expect(readKeyFile(path)).rejects.toThrow(`Cannot use ${path}: ${told}`);
  },
);

test.each(["", "\n", "x".repeat(42), "x".repeat(44), `${"x".repeat(42)}%\n`, "x".repeat(20)])(
  "readKeyFile() refuses %j, which is no key, and does not show it",
  async (text) => {
    const path = pathIn();
    writeFileSync(path, text, { mode: 0o600 });
    const told = `Cannot use ${path}: it holds no key of ours; bring back the right one, from a copy`;
    await expect(readKeyFile(path)).rejects.toThrow(new RegExp(`^${RegExp.escape(told)}$`));
  },
);

test("makeKeyFile() throws a ProgramError when there is no such folder", async () => {
  await expect(makeKeyFile("/nowhere/clients.key")).rejects.toThrow(
    "Cannot use /nowhere/clients.key: no such file or directory; choose another folder with --data",
  );
});

test("deriveKey() makes another key for each label, always the same", () => {
  const key = Buffer.alloc(32, 7);
  const [one, again, other] = ["a", "a", "b"].map((label) => deriveKey(key, label));
  expect(one).toHaveLength(32);
  expect(one).toEqual(again);
  expect(one).not.toEqual(other);
  expect(one).not.toEqual(key);
});
