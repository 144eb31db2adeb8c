import { expect, test } from "vitest";
import { WeightedSemaphore } from "./weighted-semaphore.ts";

test("WeightedSemaphore lets in as many as there are places, in order", async () => {
  const semaphore = new WeightedSemaphore(2);
  const order: string[] = [];
  const gates = new Map<string, () => void>();
  const hold = (name: string, count: number) =>
    semaphore.hold(count, () => {
      order.push(name);
      return new Promise<void>((leave) => gates.set(name, leave));
    });
  const all = [hold("a", 1), hold("b", 1), hold("everything", 2), hold("c", 1)];
  await new Promise(setImmediate);
  expect(order).toEqual(["a", "b"]);
  gates.get("a")?.();
  await new Promise(setImmediate);
  expect(order).toEqual(["a", "b"]); // c does not overtake
  gates.get("b")?.();
  await new Promise(setImmediate);
  expect(order).toEqual(["a", "b", "everything"]);
  gates.get("everything")?.();
  await new Promise(setImmediate);
  expect(order).toEqual(["a", "b", "everything", "c"]);
  gates.get("c")?.();
  await Promise.all(all);
});

test("WeightedSemaphore lets the longest of those who came together go first", async () => {
  const semaphore = new WeightedSemaphore(1);
  const order: string[] = [];
  const hold = (name: string, lengthMs: number) =>
    semaphore.hold(1, async () => void order.push(name), lengthMs);
  await Promise.all([hold("short", 10), hold("unknown", 0), hold("long", 400)]);
  expect(order).toEqual(["long", "short", "unknown"]);
});
