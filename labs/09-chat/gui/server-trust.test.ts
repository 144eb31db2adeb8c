import { expect, test } from "vitest";
import { ProgramError } from "../../../shared/process/errors.ts";
import { ServerTrust, type VerifierMaker } from "./server-trust.ts";

function trustOf(makeVerifier: VerifierMaker) {
  const told: string[] = [];
  const trust = new ServerTrust(makeVerifier, (fingerprint, standing) => {
    told.push(`${fingerprint} ${standing}`);
  });
  return { trust, told };
}

/** A verifier that asks a person about every server. */
const asking: VerifierMaker = (confirm) => async (fingerprint) => {
  if (!(await confirm(fingerprint))) throw new ProgramError("Cannot trust it");
};

test("ServerTrust accepts a server that the verifier knows, and asks nobody", async () => {
  const { trust, told } = trustOf(() => () => {});
  await trust.verify("A");
  expect(told).toEqual(["A known"]);
});

test("ServerTrust tells of another fingerprint than before, and no answer changes that", async () => {
  const { trust, told } = trustOf(() => () => {
    throw new ProgramError("HOST KEY CHANGED: …");
  });
  await expect(trust.verify("B")).rejects.toThrow(/^HOST KEY CHANGED/);
  trust.answer("B", true);
  expect(told).toEqual(["B changed"]);
});

test("ServerTrust waits for a person at the first contact; only the right answer counts", async () => {
  const { trust, told } = trustOf(asking);
  const verified = trust.verify("A");
  trust.answer("B", false);
  trust.answer("A", true);
  await verified;
  expect(told).toEqual(["A new", "A known"]);
});

test("ServerTrust refuses the server at a no, and asks again another time", async () => {
  const { trust, told } = trustOf(asking);
  const verified = trust.verify("A");
  trust.answer("A", false);
  await expect(verified).rejects.toThrow(/^Cannot trust it/);
  const again = trust.verify("A");
  trust.answer("A", true);
  await again;
  expect(told).toEqual(["A new", "A new", "A known"]);
});
