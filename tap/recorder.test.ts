import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { describe, describeUnit, type Happening } from "./happening.ts";
import { Recorder } from "./recorder.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What was shown, in words. */
function recorded(): { told: string[]; recorder: Recorder } {
  const told: string[] = [];
  const show = (happening: Happening) =>
    told.push(happening.type === "unit" ? describeUnit(happening.unit) : describe(happening));
  return { told, recorder: new Recorder("lines", show) };
}

const from = (side: "client" | "server", text: string, connection = 1) =>
  ({ type: "chunk", from: side, bytes: Buffer.from(text), connection }) as const;

test("each direction of each connection is put together by itself", () => {
  const { told, recorder } = recorded();
  recorder.see(from("client", "he"));
  recorder.see(from("server", "yes\n"));
  recorder.see(from("client", "other\n", 2));
  recorder.see(from("client", "llo\n"));
  expect(told).toEqual(["line of 4 bytes", "line of 6 bytes", "line of 6 bytes, in 2 chunks"]);
});

test("a line that does not go on is shown as far as it has come, once, and whole later", () => {
  const { told, recorder } = recorded();
  recorder.see(from("client", "hel"));
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(["part of a line, 3 bytes"]);
  recorder.see(from("client", "lo\n"));
  vi.advanceTimersByTime(1_000);
  recorder.end();
  expect(told.slice(1)).toEqual(["line of 6 bytes, in 2 chunks"]);
});

test("at an end, a reset or a silence the rest is shown before it", () => {
  for (const event of [
    { type: "end", from: "client" },
    { type: "reset", from: "server" },
    { type: "reset", from: "network" },
    { type: "silence" },
  ] as const) {
    const { told, recorder } = recorded();
    recorder.see(from("client", "hel"));
    recorder.see({ connection: 1, ...event });
    recorder.end();
    expect(told).toHaveLength(2);
    expect(told[0]).toBe("part of a line, 3 bytes");
  }
});
