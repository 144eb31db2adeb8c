import { expect, test } from "vitest";
import { firstFailure } from "./first-failure.ts";
import type { CheckResult, Failure } from "./result.ts";

/** A result of each kind, by its title. */
const FAILURES: Record<string, Omit<Failure, "expectation">> = {
  "does not compile": { next: "make it compile" },
  crashes: { cause: "The server crashed: TypeError.", isCrash: true },
  "is of the whole program": { cause: "No client may hold up another.", isFinding: true },
  "has a cause": { cause: "Is every chunk sent back?" },
  "has another cause": { cause: "One chunk is not one line." },
  "is described": {},
  "is not written": { cause: "Exercise 01.4 is not written yet.", unwritten: "01.4" },
};

const passed: CheckResult = {
  lab: "01-echo",
  exercise: "01.1",
  title: "passes",
  points: 1,
  verdict: "passed",
  story: [],
  durationMs: 1,
};

function first(...titles: string[]): string | undefined {
  const failed = titles.map((title): CheckResult => {
    const failure = { expectation: "It should.", ...FAILURES[title] };
    return { ...passed, title, verdict: "failed", failure };
  });
  return firstFailure([passed, ...failed])?.title;
}

test("firstFailure() takes the earliest that says why it failed", () => {
  expect(first()).toBeUndefined();
  expect(first("is described")).toBe("is described");
  expect(first("is described", "has a cause", "has another cause")).toBe("has a cause");
  expect(first("has a cause", "is described", "crashes")).toBe("crashes");
  expect(first("has a cause", "is of the whole program")).toBe("is of the whole program");
  expect(first("has a cause", "crashes", "does not compile")).toBe("does not compile");
});

test("firstFailure() names an exercise that is not written when it is its turn", () => {
  expect(first("is not written", "has a cause", "crashes")).toBe("is not written");
  expect(first("is described", "is not written")).toBe("is described");
});
