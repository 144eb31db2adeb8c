import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SlowReader } from "./slow-reader.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function slowReader() {
  const state = { bytes: 0, dropped: 0 };
  const reader = new SlowReader({
    limits: { slowBytes: 64, slowMs: 1_000, queueBytes: 256 },
    waitingBytes: () => state.bytes,
    tooSlow: () => {
      state.dropped++;
    },
    now: () => Date.now(),
  });
  const look = (bytes: number) => {
    state.bytes = bytes;
    reader.look();
  };
  return { reader, state, look };
}

test("SlowReader drops a reader for whom too much waits, at once, and only once", () => {
  const { state, look } = slowReader();
  look(256);
  expect(state.dropped).toBe(0);
  look(257);
  look(300);
  vi.advanceTimersByTime(10_000);
  expect(state.dropped).toBe(1);
});

test("SlowReader drops a reader for whom much waits too long, though nothing new comes", () => {
  const { state, look } = slowReader();
  look(65);
  vi.advanceTimersByTime(999);
  expect(state.dropped).toBe(0);
  vi.advanceTimersByTime(1);
  expect(state.dropped).toBe(1);
});

test("SlowReader begins anew when the reader has caught up in between", () => {
  const { state, look } = slowReader();
  for (let i = 0; i < 10; i++) {
    look(65);
    vi.advanceTimersByTime(900);
    look(64);
    vi.advanceTimersByTime(100);
  }
  expect(state.dropped).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test("SlowReader does not drop a reader who has caught up when the time is over", () => {
  const { state, look } = slowReader();
  look(65);
  state.bytes = 0;
  vi.advanceTimersByTime(1_000);
  expect([state.dropped, vi.getTimerCount()]).toEqual([0, 0]);
});

test("SlowReader.close() leaves no timer behind", () => {
  const { reader, state, look } = slowReader();
  look(65);
  reader.close();
  look(1_000);
  expect([state.dropped, vi.getTimerCount()]).toEqual([0, 0]);
});
