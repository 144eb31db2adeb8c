import { expect, test } from "vitest";
import { HashLimiter } from "./hash-limiter.ts";

/** Work that ends when the test says so. */
function job() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let hasBegun = false;
  const work = () => {
    hasBegun = true;
    return promise;
  };
  return { work, end: resolve, fail: reject, hasBegun: () => hasBegun };
}

/** Lets everything run that can run now. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("HashLimiter.run() returns the result of the work", async () => {
  expect(await new HashLimiter().run(async () => 42)).toBe(42);
});

test("HashLimiter.run() lets two work at a time, and the next when one is done", async () => {
  const gate = new HashLimiter();
  const jobs = [job(), job(), job()];
  const results = jobs.map(({ work }) => gate.run(work));
  await turn();
  expect(jobs.map(({ hasBegun }) => hasBegun())).toEqual([true, true, false]);
  jobs[1]?.end("second");
  expect(await results[1]).toBe("second");
  await turn();
  expect(jobs[2]?.hasBegun()).toBe(true);
});

test("HashLimiter.run() returns busy at once when the queue is full", async () => {
  const gate = new HashLimiter({ places: 1, queueLength: 2 });
  const jobs = [job(), job(), job()];
  const results = jobs.map(({ work }) => gate.run(work));
  expect(await gate.run(async () => "never")).toBe("busy");
  for (const { end } of jobs) end("done");
  expect(await Promise.all(results)).toEqual(["done", "done", "done"]);
  expect(await gate.run(async () => "free again")).toBe("free again");
});

test("HashLimiter.run() gives the place back when the work throws", async () => {
  const gate = new HashLimiter({ places: 1 });
  const broken = job();
  const first = gate.run(broken.work);
  const second = gate.run(async () => "next");
  broken.fail(new Error("no memory"));
  await expect(first).rejects.toThrow("no memory");
  expect(await second).toBe("next");
});

test("HashLimiter.run() makes room in a full queue for who has nothing in it, and not for one more of the same", async () => {
  const gate = new HashLimiter({ places: 1, queueLength: 3 });
  const jobs = Array.from({ length: 4 }, job);
  const results = jobs.map(({ work }) => gate.run(work, "greedy"));
  expect(await gate.run(async () => "one more", "greedy")).toBe("busy");
  const other = gate.run(async () => "other", "other");
  expect(await results[3]).toBe("busy");
  jobs[0]?.end("first");
  expect(await other).toBe("other");
});

test("HashLimiter.run() lets one come first who has nothing at work", async () => {
  const gate = new HashLimiter({ places: 2 });
  const jobs = Array.from({ length: 4 }, job);
  for (const { work } of jobs.slice(0, 3)) void gate.run(work, "greedy");
  void gate.run(jobs[3]?.work ?? expect.unreachable, "other");
  jobs[0]?.end("");
  await turn();
  expect(jobs.map(({ hasBegun }) => hasBegun())).toEqual([true, true, false, true]);
});

test("HashLimiter.runInAnyCase() waits behind a full queue", async () => {
  const gate = new HashLimiter({ places: 1, queueLength: 1 });
  const jobs = [job(), job(), job()];
  const results = [
    ...jobs.slice(0, 2).map(({ work }) => gate.run(work)),
    gate.runInAnyCase(jobs[2]?.work ?? expect.unreachable),
  ];
  await turn();
  expect(jobs.map(({ hasBegun }) => hasBegun())).toEqual([true, false, false]);
  for (const { end } of jobs) end("done");
  expect(await Promise.all(results)).toEqual(["done", "done", "done"]);
});

test("HashLimiter.close() begins nothing new: who waits hears busy, and whoever comes later", async () => {
  const gate = new HashLimiter({ places: 1 });
  const atWork = Promise.withResolvers<string>();
  const first = gate.run(() => atWork.promise);
  const waiting = gate.run(async () => "begun all the same");
  gate.close();
  atWork.resolve("done");
  expect(await first).toBe("done");
  expect([await waiting, await gate.run(async () => "late")]).toEqual(["busy", "busy"]);
});
