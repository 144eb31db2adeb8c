import { expect, onTestFinished, test } from "vitest";
import type { CheckResult } from "../report/result.ts";
import { workedSolution } from "../subject.ts";
import { CheckFailed } from "./failure.ts";
import { Session, type SessionOptions } from "./session.ts";
import { standStill } from "./stand-still.ts";

const LAB = "01-echo";

const FAILED = () => new CheckFailed("It should; it does not.");
const TOO_SLOW = () => new CheckFailed("It should; it had not.", undefined, { timedOut: true });

/** Runs one check, which goes wrong in this way the first time, and returns what came of it. */
async function judged(
  goWrong: () => void,
  { times = 1, retries = "all" }: { times?: number; retries?: SessionOptions["retries"] } = {},
): Promise<{ result: CheckResult; attempts: number }> {
  let attempts = 0;
  const definition = {
    lab: LAB,
    exercise: "01.1",
    title: "a check",
    points: 1,
    needs: [],
    readme: "",
    body: async () => {
      attempts += 1;
      if (attempts <= times) goWrong();
    },
  };
  const session = await Session.open({
    lab: LAB,
    subject: workedSolution(LAB),
    seed: 1,
    definitions: [definition],
    retries,
  });
  onTestFinished(() => session.close());
  return { result: await session.run(definition), attempts };
}

test("a failure in time is a failure", async () => {
  const { result, attempts } = await judged(() => {
    throw FAILED();
  });
  expect(attempts).toBe(1);
  expect(result).toMatchObject({
    verdict: "failed",
    failure: { expectation: "It should; it does not." },
  });
});

test("what timed out is run again, and the better verdict counts", async () => {
  const { result, attempts } = await judged(() => {
    throw TOO_SLOW();
  });
  expect(attempts).toBe(2);
  expect(result).toMatchObject({ verdict: "passed", attempts: ["failed", "passed"] });
});

test("what failed while the grader itself stood still is run again", async () => {
  const { result } = await judged(() => {
    standStill(200);
    throw FAILED();
  });
  expect(result).toMatchObject({ verdict: "passed", attempts: ["failed", "passed"] });
});

test("what fails again has failed", async () => {
  const { result, attempts } = await judged(
    () => {
      standStill(200);
      throw FAILED();
    },
    { times: 2 },
  );
  expect(attempts).toBe(2);
  expect(result.verdict).toBe("failed");
  expect(result.attempts).toBeUndefined();
});

test("nothing is run again where that is not wanted", async () => {
  const { result, attempts } = await judged(
    () => {
      throw TOO_SLOW();
    },
    { retries: "none" },
  );
  expect(attempts).toBe(1);
  expect(result.verdict).toBe("failed");
});
