import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { joined } from "./joined.ts";

beforeAll(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterAll(() => void vi.useRealTimers());

/** Lets more time pass than ends a gathering, after whoever gathers has begun to wait. */
async function longPause(): Promise<void> {
  await nextTurn();
  vi.advanceTimersByTime(1_000);
  await nextTurn();
}

async function textsOf(chunks: AsyncIterable<Buffer>): Promise<string[]> {
  const texts: string[] = [];
  for await (const chunk of chunks) texts.push(String(chunk));
  return texts;
}

test("joined() delivers what came until the flow paused as one", async () => {
  async function* twoWords() {
    for (const letter of "hello") yield Buffer.from(letter);
    await longPause();
    for (const letter of "world") yield Buffer.from(letter);
  }
  expect(await textsOf(joined(twoWords()))).toEqual(["hello", "world"]);
});

test("joined() does not gather without end", async () => {
  async function* flood() {
    for (let count = 0; count < 10; count++) yield Buffer.alloc(30_000);
  }
  const lengths: number[] = [];
  for await (const chunk of joined(flood())) lengths.push(chunk.length);
  expect(lengths).toEqual([90_000, 90_000, 90_000, 30_000]);
});

test("joined() passes a failure on, also one that comes while nobody waits", async () => {
  async function* broken() {
    yield Buffer.from("hello");
    await longPause();
    throw new Error("gone");
  }
  const chunks = joined(broken());
  expect(String((await chunks.next()).value)).toBe("hello");
  await longPause();
  await expect(chunks.next()).rejects.toThrow("gone");
});

test("joined() of nothing is nothing", async () => {
  expect(await textsOf(joined((async function* () {})()))).toEqual([]);
});
