import { expect, test } from "vitest";
import { formatRecord, recordOfNobody } from "../../../shared/auth/password-record.ts";
import { Nobody } from "./password-records.ts";

const TODAY = { ln: 10, r: 8, p: 1 };
const record = (ln: number) => formatRecord(recordOfNobody({ ...TODAY, ln }));
const NAMES = Array.from({ length: 100 }, (_, index) => `name ${index}`);

test("Nobody.recordFor() costs what the stored records cost, each as often as there are such", () => {
  const nobody = new Nobody([record(4), record(4), record(4), record(7), "no record"], TODAY);
  const costs = NAMES.map((name) => nobody.recordFor(name).cost.ln);
  expect(new Set(costs)).toEqual(new Set([4, 7]));
  expect(costs.filter((ln) => ln === 4).length).toBeGreaterThan(50);
});

test("Nobody.recordFor() always gives the same cost to the same name", () => {
  const nobody = new Nobody([record(4), record(7)], TODAY);
  for (const name of NAMES) {
    expect(nobody.recordFor(name.toUpperCase()).cost).toEqual(nobody.recordFor(name).cost);
  }
});

test("Nobody.recordFor() costs what a new record does when there are none", () => {
  expect(new Nobody([], TODAY).recordFor("ada").cost).toEqual(TODAY);
});

test("Nobody.recordFor() goes with the records that are added and replaced", () => {
  const nobody = new Nobody([record(4)], TODAY);
  nobody.replace(record(4), record(7));
  expect(nobody.recordFor("ada").cost.ln).toBe(7);
  for (let i = 0; i < 3; i++) nobody.add(record(5));
  const costs = NAMES.map((name) => nobody.recordFor(name).cost.ln);
  expect(new Set(costs)).toEqual(new Set([5, 7]));
});
