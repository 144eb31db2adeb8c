import { existsSync, readFileSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { BufferedAppender } from "./buffered-appender.ts";

const folder = temporaryFolder();
const silent = { failed: () => {}, recovered: () => {} };

test("add() gathers, flush() writes", async () => {
  const path = join(folder, "gathered");
  const file = new BufferedAppender(path, silent);
  file.add("one\n");
  file.add("two\n");
  expect(readFileSync(path, "utf8")).toBe("");
  file.flush();
  expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
  await file.close();
});

test("add() writes by itself when much has been gathered", async () => {
  const path = join(folder, "much");
  const file = new BufferedAppender(path, silent);
  const text = "x".repeat(1_000);
  for (let count = 0; count < 100; count++) file.add(text);
  expect(readFileSync(path, "utf8").length).toBeGreaterThan(80_000);
  await file.close();
  expect(readFileSync(path, "utf8")).toBe(text.repeat(100));
});

test.skipIf(!existsSync("/dev/full"))(
  "add() says once that the disk is full, and what is missing when it works again",
  async () => {
    const path = join(folder, "full");
    symlinkSync("/dev/full", path);
    const told: string[] = [];
    const recovered = Promise.withResolvers<number>();
    const file = new BufferedAppender(path, {
      failed: (error) => told.push(error.message),
      recovered: recovered.resolve,
    });
    expect(file.add("kept\n")).toBe(true);
    file.flush();
    file.flush();
    expect(file.isFailing).toBe(true);
    expect([file.add("lost\n"), file.add("lost\n")]).toEqual([false, false]);
    unlinkSync(path); // as if there was room again: a file in the place of the device
    file.reopen();
    file.flush();
    expect(await recovered.promise).toBe(2);
    await file.close();
    expect(readFileSync(path, "utf8")).toBe("kept\n");
    expect(told).toEqual([expect.stringContaining("ENOSPC")]);
  },
);

test.skipIf(!existsSync("/dev/full"))("close() ends also when the disk is full", async () => {
  const path = join(folder, "full to the end");
  symlinkSync("/dev/full", path);
  const file = new BufferedAppender(path, silent);
  file.add("lost\n");
  await file.close();
});
