import { expect, test } from "vitest";
import { delayAfter, Throttle } from "./throttle.ts";

const LIMITS = { free: 3, firstMs: 1_000, maxMs: 300_000 };

/** A throttle whose clock the test moves. */
function throttled(limits = LIMITS) {
  const clock = { now: 5_000 };
  return { clock, throttle: new Throttle(limits, () => clock.now) };
}

test("Throttle lets some attempts come free", () => {
  const { throttle } = throttled();
  throttle.count("ada");
  throttle.count("ada");
  expect(throttle.waitFor("ada")).toBe(0);
});

test("Throttle doubles the wait, up to the longest, and never for ever", () => {
  const { throttle, clock } = throttled({ ...LIMITS, free: 1, maxMs: 5_000 });
  const waits = Array.from({ length: 6 }, () => {
    throttle.count("ada");
    const wait = throttle.waitFor("ada");
    clock.now += wait;
    expect(throttle.waitFor("ada")).toBe(0);
    return wait;
  });
  expect(waits).toEqual([1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
});

test("Throttle makes an attempt wait that came with others at once", () => {
  const { throttle } = throttled();
  const looked = Array.from({ length: 10 }, () => {
    const isLookedAt = throttle.waitFor("ada") === 0;
    if (isLookedAt) throttle.count("ada");
    return isLookedAt;
  });
  expect(looked.filter(Boolean)).toHaveLength(3);
});

test("Throttle keeps its keys apart", () => {
  const { throttle } = throttled();
  for (let count = 0; count < 9; count++) throttle.count("__proto__");
  expect(throttle.waitFor("__proto__")).toBe(64_000);
  expect(throttle.waitFor("constructor")).toBe(0);
});

test("Throttle.forgive() takes back one attempt, clear() all of them", () => {
  const { throttle } = throttled();
  for (let count = 0; count < 3; count++) throttle.count("ada");
  throttle.forgive("ada");
  expect(throttle.waitFor("ada")).toBe(0);
  throttle.count("ada");
  expect(throttle.waitFor("ada")).toBe(1_000);
  throttle.clear("ada");
  throttle.count("ada");
  expect(throttle.waitFor("ada")).toBe(0);
  throttle.forgive("nobody");
  expect(throttle.waitFor("nobody")).toBe(0);
});

test("Throttle forgets after an hour, and does not fill the memory", () => {
  const { throttle, clock } = throttled();
  for (let count = 0; count < 9; count++) throttle.count("ada");
  clock.now += 64_000 + 3_600_000;
  throttle.count("grace");
  throttle.count("ada");
  expect(throttle.waitFor("ada")).toBe(0);
  for (let name = 0; name < 20_000; name++) throttle.count(`name ${name}`);
  for (let count = 0; count < 2; count++) throttle.count("ada");
  expect(throttle.waitFor("ada")).toBe(0); // the first attempt has been pushed out
});

test("Throttle.forgive() forgets none of the attempts before, however long the clock has run", () => {
  const { throttle, clock } = throttled();
  clock.now = 10 * 3_600_000;
  for (let round = 0; round < 4; round++) {
    throttle.count("an address that guesses");
    throttle.count("an address that guesses");
    throttle.forgive("an address that guesses"); // it owns an account
    throttle.count("somebody else");
    clock.now += 300_000;
  }
  throttle.count("an address that guesses");
  expect(throttle.waitFor("an address that guesses")).toBe(4_000);
});

test("Throttle keeps a wait that is longer than an hour", () => {
  const { throttle, clock } = throttled({ free: 1, firstMs: 7_200_000, maxMs: 7_200_000 });
  throttle.count("ada");
  clock.now += 5_400_000;
  throttle.count("grace");
  expect(throttle.waitFor("ada")).toBe(1_800_000);
  clock.now += 1_800_000 + 3_600_000;
  throttle.count("ada");
  expect(throttle.waitFor("ada")).toBe(7_200_000);
});

test("delayAfter() never grows past the longest wait", () => {
  expect(delayAfter(1, LIMITS)).toBe(1_000);
  expect(delayAfter(9, LIMITS)).toBe(256_000);
  expect(delayAfter(10, LIMITS)).toBe(300_000);
  expect(delayAfter(5_000, LIMITS)).toBe(300_000);
});
