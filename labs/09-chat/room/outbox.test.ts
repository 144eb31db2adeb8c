import { expect, test } from "vitest";
import { MOST_JSON_BYTES, MOST_TEXT_BYTES } from "../protocol/limits.ts";
import type { ChatEvent } from "../protocol/messages.ts";
import { isTooSlow, Outbox, written } from "./outbox.ts";

const notice = (text: string): ChatEvent => ({ type: "notice", text });

/** All records that an outbox holds. */
function takeAll(outbox: Outbox): string[] {
  const records: string[] = [];
  for (let record = outbox.take(); record !== undefined; record = outbox.take()) {
    records.push(record);
  }
  return records;
}

test("Outbox.take() returns what was added, in order, in one record", () => {
  const outbox = new Outbox();
  const events = ["a", "привет", '"\n'].map(notice);
  for (const event of events) outbox.add(written(event));
  expect(takeAll(outbox).map((record) => JSON.parse(record))).toEqual([events]);
  expect(outbox.take()).toBeUndefined();
});

test("Outbox.take() fills records as far as they may be filled, and no further", () => {
  const outbox = new Outbox();
  const events = Array.from({ length: 1_000 }, (_, index) => notice("я".repeat(index % 300)));
  for (const event of events) outbox.add(written(event));
  const records = takeAll(outbox);
  expect(records.flatMap((record) => JSON.parse(record))).toEqual(events);
  const sizes = records.map((record) => Buffer.byteLength(record));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST_JSON_BYTES);
  const longest = written(notice("я".repeat(300))).bytes;
  expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThan(MOST_JSON_BYTES - longest);
});

test("Outbox.take() finds the longest message that there can be short enough for a record", () => {
  const outbox = new Outbox();
  const [from, to] = ["👩".repeat(32), "👨".repeat(32)];
  const time = new Date().toISOString();
  outbox.add(written({ type: "private", time, from, to, text: '"'.repeat(MOST_TEXT_BYTES) }));
  expect(Buffer.byteLength(outbox.take() ?? "")).toBeLessThan(MOST_JSON_BYTES);
});

test("Outbox.bytes counts what waits, in UTF-8", () => {
  const outbox = new Outbox();
  expect(outbox.bytes).toBe(0);
  outbox.add(written(notice("ёж")));
  outbox.add(written(notice("")));
  expect(outbox.bytes).toBe(
    '[{"type":"notice","text":"----"},{"type":"notice","text":""}]'.length - 1,
  );
  outbox.take();
  expect(outbox.bytes).toBe(0);
  outbox.add(written(notice("a")));
  outbox.clear();
  expect([outbox.bytes, outbox.take()]).toEqual([0, undefined]);
});

test("isTooSlow() knows both limits, to the byte and the millisecond", () => {
  const limits = { slowBytes: 65_536, slowMs: 10_000, queueBytes: 262_144 };
  expect(isTooSlow(262_144, 0, 9_999, limits)).toBe(false);
  expect(isTooSlow(262_145, 0, 0, limits)).toBe(true);
  expect(isTooSlow(65_537, 0, 9_999, limits)).toBe(false);
  expect(isTooSlow(65_537, 0, 10_000, limits)).toBe(true);
  expect(isTooSlow(65_537, 5_000, 10_000, limits)).toBe(false);
  expect(isTooSlow(65_536, 0, 1_000_000, limits)).toBe(false);
});
