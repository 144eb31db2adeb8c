import { expect, test } from "vitest";
import { ProgramError } from "../../../shared/process/errors.ts";
import { type JudgeMaker, ServerTrust } from "./server-trust.ts";

function trustOf(makeJudge: JudgeMaker) {
  const told: string[] = [];
  const trust = new ServerTrust(makeJudge, (fingerprint, standing) => {
    told.push(`${fingerprint} ${standing}`);
  });
  return { trust, told };
}

/** A judge who believes what a person believes. */
const asking: JudgeMaker = (confirm) => async (fingerprint) => {
  if (!(await confirm(fingerprint))) throw new ProgramError("Cannot trust it");
};

test("ServerTrust believes what the judge knows, and asks nobody", async () => {
  const { trust, told } = trustOf(() => () => {});
  await trust.judge("A");
  expect(told).toEqual(["A known"]);
});

test("ServerTrust tells of another fingerprint than before, and no answer changes that", async () => {
  const { trust, told } = trustOf(() => () => {
    throw new ProgramError("HOST KEY CHANGED: …");
  });
  await expect(trust.judge("B")).rejects.toThrow(/^HOST KEY CHANGED/);
  trust.answer("B", true);
  expect(told).toEqual(["B changed"]);
});

test("ServerTrust waits for a person at the first contact; only the right answer counts", async () => {
  const { trust, told } = trustOf(asking);
  const judged = trust.judge("A");
  trust.answer("B", false);
  trust.answer("A", true);
  await judged;
  expect(told).toEqual(["A new", "A known"]);
});

test("ServerTrust refuses the server at a no, and asks again another time", async () => {
  const { trust, told } = trustOf(asking);
  const judged = trust.judge("A");
  trust.answer("A", false);
  await expect(judged).rejects.toThrow(/^Cannot trust it/);
  const again = trust.judge("A");
  trust.answer("A", true);
  await again;
  expect(told).toEqual(["A new", "A new", "A known"]);
});
