import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Heartbeat } from "./channel.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function heartbeat() {
  const told: string[] = [];
  const options = { pingMs: 30, pongMs: 15 };
  const listening = new Heartbeat({
    ...options,
    ping: () => told.push("ping"),
    dead: () => told.push("dead"),
  });
  return { listening, told };
}

test("Heartbeat asks after silence, and gives up after more of it", () => {
  const { told } = heartbeat();
  vi.advanceTimersByTime(29);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(["ping"]);
  vi.advanceTimersByTime(14);
  expect(told).toEqual(["ping"]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(["ping", "dead"]);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(["ping", "dead"]);
});

test("Heartbeat asks nobody who is heard", () => {
  const { listening, told } = heartbeat();
  for (let i = 0; i < 100; i++) {
    vi.advanceTimersByTime(29);
    listening.heard();
  }
  expect(told).toEqual([]);
});

test("Heartbeat begins anew when the answer comes", () => {
  const { listening, told } = heartbeat();
  vi.advanceTimersByTime(44);
  listening.heard();
  vi.advanceTimersByTime(29);
  expect(told).toEqual(["ping"]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(["ping", "ping"]);
});

test("Heartbeat.close() leaves no timer behind, also when something is heard later", () => {
  const { listening, told } = heartbeat();
  listening.close();
  listening.heard();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
});
