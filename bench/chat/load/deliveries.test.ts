import { describe, expect, test } from "vitest";
import { Deliveries } from "./deliveries.ts";

const TWO = { members: 2, senders: 2, window: 2, receivers: 2 };

describe("Deliveries", () => {
  test("tells when a message has reached all, and how long each delivery took", () => {
    const deliveries = new Deliveries(TWO);
    expect(deliveries.send(1, 100)).toBe(0);
    expect(deliveries.deliver(0, 1, 0, 101)).toBe(false);
    expect(deliveries.underWay).toBe(1);
    expect(deliveries.deliver(1, 1, 0, 104)).toBe(true);
    expect(deliveries.underWay).toBe(0);
    expect(deliveries.times.count).toBe(2);
    expect(deliveries.times.percentile(50) / 1000).toBeCloseTo(1, 1);
    expect(deliveries.reachTimes.count).toBe(1);
    expect(deliveries.reachTimes.percentile(50) / 4000).toBeCloseTo(1, 1);
  });

  test("keeps several messages of a sender apart", () => {
    const deliveries = new Deliveries(TWO);
    expect([deliveries.send(0, 0), deliveries.send(0, 0)]).toEqual([0, 1]);
    deliveries.deliver(0, 0, 0, 1);
    deliveries.deliver(0, 0, 1, 1);
    expect(deliveries.deliver(1, 0, 0, 1)).toBe(true);
    expect(deliveries.send(0, 2)).toBe(2);
    expect(deliveries.deliver(1, 0, 1, 3)).toBe(true);
    expect(deliveries.underWay).toBe(1);
  });

  test.each([
    ["twice", 0],
    ["too early", 2],
  ])("refuses a text that comes %s", (_, sequence) => {
    const deliveries = new Deliveries(TWO);
    deliveries.send(0, 0);
    deliveries.send(0, 0);
    deliveries.deliver(1, 0, 0, 1);
    expect(() => deliveries.deliver(1, 0, sequence, 2)).toThrow("member 1 got text");
  });

  test("refuses a text that was never sent", () => {
    expect(() => new Deliveries(TWO).deliver(0, 1, 0, 1)).toThrow("member 0 got text 0");
  });
});
