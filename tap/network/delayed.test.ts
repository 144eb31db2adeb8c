import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { delayed } from "./delayed.ts";

const DELAY_MS = 60;

async function* chunks(count: number): AsyncGenerator<Buffer, void> {
  for (let at = 0; at < count; at++) yield Buffer.from(`${at} `);
}

test("delayed() delivers every chunk in its order, each so much later", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
  let text = "";
  const arriving = (async () => {
    for await (const chunk of delayed(chunks(20), DELAY_MS)) text += chunk;
  })();
  await nextTurn();
  await vi.advanceTimersByTimeAsync(DELAY_MS - 1);
  expect(text).toBe("");
  // They are under way at the same time, not one after the other.
  await vi.advanceTimersByTimeAsync(1);
  await arriving;
  expect(text).toBe([...Array(20).keys()].map((at) => `${at} `).join(""));
});

test("delayed() takes only as many chunks as fit onto the way", async () => {
  let taken = 0;
  async function* endless() {
    for (;;) {
      taken++;
      yield Buffer.from("x");
    }
  }
  const way = delayed(endless(), 1);
  await way.next();
  const before = taken;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(taken - before).toBeLessThan(300);
  await way.return();
});

test("delayed() passes a failure on, behind the chunks before it", async () => {
  async function* broken() {
    yield Buffer.from("hello");
    throw new Error("gone");
  }
  const way = delayed(broken(), DELAY_MS);
  expect(String((await way.next()).value)).toBe("hello");
  await expect(way.next()).rejects.toThrow("gone");
});
