import { expect, onTestFinished, test, vi } from "vitest";
import type { ChatEvent } from "../protocol/messages.ts";
import { MAX_JSON_BYTES, MAX_TEXT_BYTES } from "../protocol/wire.ts";
import { isTooSlow, Outbox, written } from "./member.ts";

const notice = (text: string): ChatEvent => ({ type: "notice", text });

const LIMITS = { slowBytes: 65_536, slowMs: 10_000, queueBytes: 262_144 };

/** An outbox whose connection hands everything on at once. */
function usualOutbox(): Outbox {
  return new Outbox({ limits: LIMITS, unsentBytes: () => 0, tooSlow: () => {} });
}

/** All records that an outbox holds. */
function takeAll(outbox: Outbox): string[] {
  const records: string[] = [];
  for (let record = outbox.take(); record !== undefined; record = outbox.take()) {
    records.push(record);
  }
  return records;
}

test("Outbox.take() returns what was added, in order, in one record", () => {
  const outbox = usualOutbox();
  const events = ["a", "привет", '"\n'].map(notice);
  for (const event of events) outbox.add(written(event));
  expect(takeAll(outbox).map((record) => JSON.parse(record))).toEqual([events]);
  expect(outbox.take()).toBeUndefined();
});

test("Outbox.take() fills records as far as they may be filled, and no further", () => {
  const outbox = usualOutbox();
  const events = Array.from({ length: 1_000 }, (_, index) => notice("я".repeat(index % 300)));
  for (const event of events) outbox.add(written(event));
  const records = takeAll(outbox);
  expect(records.flatMap((record) => JSON.parse(record))).toEqual(events);
  const sizes = records.map((record) => Buffer.byteLength(record));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_JSON_BYTES);
  const longest = written(notice("я".repeat(300))).bytes;
  expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThan(MAX_JSON_BYTES - longest);
});

test("Outbox.take() finds the longest message that there can be short enough for a record", () => {
  const outbox = usualOutbox();
  const [from, to] = ["👩".repeat(32), "👨".repeat(32)];
  const time = new Date().toISOString();
  outbox.add(written({ type: "private", time, from, to, text: '"'.repeat(MAX_TEXT_BYTES) }));
  expect(Buffer.byteLength(outbox.take() ?? "")).toBeLessThan(MAX_JSON_BYTES);
});

test("Outbox.bytes counts what waits, in UTF-8", () => {
  const outbox = usualOutbox();
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
  expect(isTooSlow(262_144, 0, 9_999, LIMITS)).toBe(false);
  expect(isTooSlow(262_145, 0, 0, LIMITS)).toBe(true);
  expect(isTooSlow(65_537, 0, 9_999, LIMITS)).toBe(false);
  expect(isTooSlow(65_537, 0, 10_000, LIMITS)).toBe(true);
  expect(isTooSlow(65_537, 5_000, 10_000, LIMITS)).toBe(false);
  expect(isTooSlow(65_536, 0, 1_000_000, LIMITS)).toBe(false);
});

/** An outbox whose connection has taken as many bytes as the test says. */
function watched() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const state = { bytes: 0, dropped: 0 };
  const outbox = new Outbox({
    limits: { slowBytes: 64, slowMs: 1_000, queueBytes: 256 },
    unsentBytes: () => state.bytes,
    tooSlow: () => {
      state.dropped++;
    },
    now: () => Date.now(),
  });
  const check = (bytes: number) => {
    state.bytes = bytes;
    outbox.check();
  };
  return { outbox, state, check };
}

test("Outbox.check() drops a reader for whom too much waits, at once, and only once", () => {
  const { state, check } = watched();
  check(256);
  expect(state.dropped).toBe(0);
  check(257);
  check(300);
  vi.advanceTimersByTime(10_000);
  expect(state.dropped).toBe(1);
});

test("Outbox.check() drops a reader for whom much waits too long, though nothing new comes", () => {
  const { state, check } = watched();
  check(65);
  vi.advanceTimersByTime(999);
  expect(state.dropped).toBe(0);
  vi.advanceTimersByTime(1);
  expect(state.dropped).toBe(1);
});

test("Outbox.check() begins anew when the reader has caught up in between", () => {
  const { state, check } = watched();
  for (let i = 0; i < 10; i++) {
    check(65);
    vi.advanceTimersByTime(900);
    check(64);
    vi.advanceTimersByTime(100);
  }
  expect(state.dropped).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test("Outbox.check() does not drop a reader who has caught up when the time is over", () => {
  const { state, check } = watched();
  check(65);
  state.bytes = 0;
  vi.advanceTimersByTime(1_000);
  expect([state.dropped, vi.getTimerCount()]).toEqual([0, 0]);
});

test("Outbox.close() leaves no timer behind", () => {
  const { outbox, state, check } = watched();
  check(65);
  outbox.close();
  check(1_000);
  expect([state.dropped, vi.getTimerCount()]).toEqual([0, 0]);
});
