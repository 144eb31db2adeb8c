import { expect, test } from "vitest";
import { Door } from "./door.ts";

const MINUTE_MS = 60_000;

function door({ perAddress = 8, newPerAddress = 30, limitLoopback = false } = {}) {
  const clock = { ms: 0 };
  const limits = { perAddress, newPerAddress, limitLoopback };
  return { clock, door: new Door(limits, () => clock.ms) };
}

/** What becomes of so many that come one after the other. */
function outcomes(entrance: Door, host: string, count: number): string[] {
  return Array.from({ length: count }, () => entrance.enter(host));
}

test("Door.enter() lets eight in at once, and another when one has left", () => {
  const { door: entrance } = door();
  expect(new Set(outcomes(entrance, "192.0.2.1", 8))).toEqual(new Set(["in"]));
  expect(entrance.enter("192.0.2.1")).toBe("too-many-at-once");
  expect(entrance.enter("192.0.2.2")).toBe("in");
  entrance.leave("192.0.2.1");
  expect(entrance.enter("192.0.2.1")).toBe("in");
  expect(entrance.enter("192.0.2.1")).toBe("too-many-at-once");
});

test("Door.enter() lets thirty new ones in within ten minutes", () => {
  const { door: entrance, clock } = door();
  for (let i = 0; i < 30; i++) {
    expect(entrance.enter("192.0.2.1")).toBe("in");
    entrance.leave("192.0.2.1");
    clock.ms += 1_000;
  }
  expect(entrance.enter("192.0.2.1")).toBe("too-many-new");
  clock.ms = 10 * MINUTE_MS - 1;
  expect(entrance.enter("192.0.2.1")).toBe("too-many-new");
  clock.ms = 10 * MINUTE_MS;
  expect(entrance.enter("192.0.2.1")).toBe("in");
  expect(entrance.enter("192.0.2.1")).toBe("too-many-new");
});

test("Door.enter() takes a network of IPv6, and a mapped address, for one", () => {
  const { door: entrance } = door({ perAddress: 1 });
  expect(entrance.enter("2001:db8:1:2::1")).toBe("in");
  expect(entrance.enter("2001:db8:1:2:ffff::9")).toBe("too-many-at-once");
  expect(entrance.enter("2001:db8:1:3::1")).toBe("in");
  expect(entrance.enter("192.0.2.1")).toBe("in");
  expect(entrance.enter("::ffff:192.0.2.1")).toBe("too-many-at-once");
});

test("Door.enter() counts this machine only when it is told to", () => {
  for (const host of ["127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"]) {
    const { door: entrance } = door({ perAddress: 1 });
    expect(outcomes(entrance, host, 3)).toEqual(["in", "in", "in"]);
    const { door: strict } = door({ perAddress: 1, limitLoopback: true });
    expect(outcomes(strict, host, 2)).toEqual(["in", "too-many-at-once"]);
  }
});

test("Door.enter() remembers those who are in, however many others come by", () => {
  const { door: entrance, clock } = door({ perAddress: 1 });
  entrance.enter("192.0.2.1");
  clock.ms += 60 * MINUTE_MS;
  for (let i = 0; i < 20_000; i++) {
    const host = `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
    entrance.enter(host);
    entrance.leave(host);
  }
  expect(entrance.enter("192.0.2.1")).toBe("too-many-at-once");
});

test("Door.mayTell() lets ten be told within five seconds", () => {
  const { door: entrance, clock } = door();
  for (let i = 0; i < 10; i++) expect(entrance.mayTell()).toBe(true);
  expect(entrance.mayTell()).toBe(false);
  clock.ms += 5_000;
  expect(entrance.mayTell()).toBe(true);
});
