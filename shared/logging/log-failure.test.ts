import { expect, test } from "vitest";
import { ProgramError } from "../process/errors.ts";
import { logTo } from "./log.ts";
import { logFailure } from "./log-failure.ts";

test("logFailure() returns what it waited for, and logs why it cannot be had", async () => {
  const told: unknown[] = [];
  const log = logTo((...event) => told.push(event));
  expect(await logFailure(Promise.resolve("a store"), log)).toBe("a store");
  expect(told).toEqual([]);
  const damaged = Promise.reject(new ProgramError("Cannot use users.csv: it is damaged"));
  await expect(logFailure(damaged, log)).rejects.toThrow(ProgramError);
  expect(told).toEqual([["error", "failed", { reason: "Cannot use users.csv: it is damaged" }]]);
});
