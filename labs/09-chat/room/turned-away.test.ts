import { expect, onTestFinished, test, vi } from "vitest";
import { logTo } from "../../../shared/logging/log.ts";
import { TurnedAway } from "./turned-away.ts";

function turnedAway() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const told: unknown[] = [];
  const log = logTo((level, event, fields) => told.push([level, event, fields]));
  return { turned: new TurnedAway(log), told };
}

test("TurnedAway tells the first of an address at once, and counts the others of the minute", () => {
  const { turned, told } = turnedAway();
  for (let i = 0; i < 1_000; i++) turned.note("192.0.2.1", "too-many-at-once");
  turned.note("2001:db8::1", "too-many-new");
  turned.note("2001:db8::2", "too-many-new");
  const one = { address: "192.0.2.1", why: "too-many-at-once" };
  const other = { address: "2001:db8:0:0::/64", why: "too-many-new" };
  const line = (fields: object) => ["warn", "turned-away", fields];
  expect(told).toEqual([line(one), line(other)]);
  vi.advanceTimersByTime(60_000);
  expect(told.slice(2)).toEqual([line({ ...one, more: 999 }), line({ ...other, more: 1 })]);
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(4);
  turned.note("192.0.2.1", "too-many-at-once");
  expect(told.at(-1)).toEqual(line(one));
});

test("TurnedAway does not write more lines than a thousand or so, whoever comes", () => {
  const { turned, told } = turnedAway();
  for (let i = 0; i < 5_000; i++) turned.note(`10.0.${i >> 8}.${i & 255}`, "too-many-new");
  vi.advanceTimersByTime(60_000);
  expect(told.length).toBeLessThan(1_100);
  expect(told.at(-1)).toEqual([
    "warn",
    "turned-away",
    { address: "others", why: "too-many-new", more: 3_999 },
  ]);
});
