import { expect, test } from "vitest";
import { InFlight } from "./answer-request.ts";

/** Work that ends when the test says so. */
function job() {
  return Promise.withResolvers<void>();
}

/** Lets everything run that can run now. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("InFlight.lessThan() waits until enough of the work is done", async () => {
  const work = new InFlight(() => {});
  const jobs = [job(), job()];
  for (const { promise } of jobs) work.add(promise);
  await work.lessThan(3);
  let isThrough = false;
  const waiting = work.lessThan(2).then(() => {
    isThrough = true;
  });
  await turn();
  expect(isThrough).toBe(false);
  jobs[1]?.resolve();
  await waiting;
  const done = work.done();
  jobs[0]?.resolve();
  await done;
});

test("InFlight tells what a piece of work throws, and counts it as done", async () => {
  const errors: unknown[] = [];
  const work = new InFlight((error) => errors.push(error));
  work.add(Promise.reject(new Error("broken")));
  await work.done();
  expect(errors).toEqual([new Error("broken")]);
});
