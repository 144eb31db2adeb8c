import { expect, onTestFinished, test, vi } from "vitest";
import { logTo } from "../../../shared/logging/log.ts";
import { ConnectionLimiter, RefusalLog } from "./connection-limiter.ts";

const MINUTE_MS = 60_000;

function limiterWith({ perAddress = 8, newPerAddress = 30, limitLoopback = false } = {}) {
  const clock = { ms: 0 };
  const limits = { perAddress, newPerAddress, limitLoopback };
  return { clock, limiter: new ConnectionLimiter(limits, () => clock.ms) };
}

/** What becomes of so many that come one after the other. */
function outcomes(limiter: ConnectionLimiter, host: string, count: number): string[] {
  return Array.from({ length: count }, () => limiter.admit(host));
}

test("ConnectionLimiter.admit() lets eight in at once, and another when one has left", () => {
  const { limiter } = limiterWith();
  expect(new Set(outcomes(limiter, "192.0.2.1", 8))).toEqual(new Set(["in"]));
  expect(limiter.admit("192.0.2.1")).toBe("too-many-at-once");
  expect(limiter.admit("192.0.2.2")).toBe("in");
  limiter.release("192.0.2.1");
  expect(limiter.admit("192.0.2.1")).toBe("in");
  expect(limiter.admit("192.0.2.1")).toBe("too-many-at-once");
});

test("ConnectionLimiter.admit() lets thirty new ones in within ten minutes", () => {
  const { limiter, clock } = limiterWith();
  for (let i = 0; i < 30; i++) {
    expect(limiter.admit("192.0.2.1")).toBe("in");
    limiter.release("192.0.2.1");
    clock.ms += 1_000;
  }
  expect(limiter.admit("192.0.2.1")).toBe("too-many-new");
  clock.ms = 10 * MINUTE_MS - 1;
  expect(limiter.admit("192.0.2.1")).toBe("too-many-new");
  clock.ms = 10 * MINUTE_MS;
  expect(limiter.admit("192.0.2.1")).toBe("in");
  expect(limiter.admit("192.0.2.1")).toBe("too-many-new");
});

test("ConnectionLimiter.admit() takes a network of IPv6, and a mapped address, for one", () => {
  const { limiter } = limiterWith({ perAddress: 1 });
  expect(limiter.admit("2001:db8:1:2::1")).toBe("in");
  expect(limiter.admit("2001:db8:1:2:ffff::9")).toBe("too-many-at-once");
  expect(limiter.admit("2001:db8:1:3::1")).toBe("in");
  expect(limiter.admit("192.0.2.1")).toBe("in");
  expect(limiter.admit("::ffff:192.0.2.1")).toBe("too-many-at-once");
});

test("ConnectionLimiter.admit() counts this machine only when it is told to", () => {
  for (const host of ["127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"]) {
    const { limiter } = limiterWith({ perAddress: 1 });
    expect(outcomes(limiter, host, 3)).toEqual(["in", "in", "in"]);
    const { limiter: strict } = limiterWith({ perAddress: 1, limitLoopback: true });
    expect(outcomes(strict, host, 2)).toEqual(["in", "too-many-at-once"]);
  }
});

test("ConnectionLimiter.admit() remembers those who are in, however many others come by", () => {
  const { limiter, clock } = limiterWith({ perAddress: 1 });
  limiter.admit("192.0.2.1");
  clock.ms += 60 * MINUTE_MS;
  for (let i = 0; i < 20_000; i++) {
    const host = `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
    limiter.admit(host);
    limiter.release(host);
  }
  expect(limiter.admit("192.0.2.1")).toBe("too-many-at-once");
});

test("ConnectionLimiter.mayTell() lets ten be told within five seconds", () => {
  const { limiter, clock } = limiterWith();
  for (let i = 0; i < 10; i++) expect(limiter.mayTell()).toBe(true);
  expect(limiter.mayTell()).toBe(false);
  clock.ms += 5_000;
  expect(limiter.mayTell()).toBe(true);
});

function refusalLog() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const told: unknown[] = [];
  const log = logTo((level, event, fields) => told.push([level, event, fields]));
  return { refusals: new RefusalLog(log), told };
}

test("RefusalLog tells the first of an address at once, and counts the others of the minute", () => {
  const { refusals, told } = refusalLog();
  for (let i = 0; i < 1_000; i++) refusals.note("192.0.2.1", "too-many-at-once");
  refusals.note("2001:db8::1", "too-many-new");
  refusals.note("2001:db8::2", "too-many-new");
  const one = { address: "192.0.2.1", why: "too-many-at-once" };
  const other = { address: "2001:db8:0:0::/64", why: "too-many-new" };
  const line = (fields: object) => ["warn", "turned-away", fields];
  expect(told).toEqual([line(one), line(other)]);
  vi.advanceTimersByTime(60_000);
  expect(told.slice(2)).toEqual([line({ ...one, more: 999 }), line({ ...other, more: 1 })]);
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(4);
  refusals.note("192.0.2.1", "too-many-at-once");
  expect(told.at(-1)).toEqual(line(one));
});

test("RefusalLog does not write more lines than a thousand or so, whoever comes", () => {
  const { refusals, told } = refusalLog();
  for (let i = 0; i < 5_000; i++) refusals.note(`10.0.${i >> 8}.${i & 255}`, "too-many-new");
  vi.advanceTimersByTime(60_000);
  expect(told.length).toBeLessThan(1_100);
  expect(told.at(-1)).toEqual([
    "warn",
    "turned-away",
    { address: "others", why: "too-many-new", more: 3_999 },
  ]);
});
