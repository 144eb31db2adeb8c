import fc from "fast-check";
import { expect, test } from "vitest";
import { MOST_UNACKNOWLEDGED } from "../protocol/limits.ts";
import { type Said, Unacknowledged } from "./unacknowledged.ts";

function said(number: number): Said {
  return { type: "say", id: `id${number}`, text: `text ${number}` };
}

function filled(count: number): Unacknowledged {
  const unacknowledged = new Unacknowledged();
  for (let number = 0; number < count; number++) unacknowledged.add(said(number));
  return unacknowledged;
}

test("takeDue() hands out in order, and never more than may be under way", () => {
  const unacknowledged = filled(100);
  expect(unacknowledged.takeDue()).toEqual(
    Array.from({ length: MOST_UNACKNOWLEDGED }, (_, number) => said(number)),
  );
  expect(unacknowledged.takeDue()).toEqual([]);
  unacknowledged.settle("id7");
  unacknowledged.settle("id3");
  expect(unacknowledged.takeDue()).toEqual([said(64), said(65)]);
  expect(unacknowledged.size).toBe(98);
});

test("settle() returns what was under way, and nothing else", () => {
  const unacknowledged = filled(1);
  expect(unacknowledged.settle("id0")).toBeUndefined();
  unacknowledged.takeDue();
  expect(unacknowledged.settle("id0")).toEqual(said(0));
  expect(unacknowledged.settle("id0")).toBeUndefined();
  expect(unacknowledged.size).toBe(0);
});

test("connectionLost() makes all that is not acknowledged due again, in order, with the same ids", () => {
  const unacknowledged = filled(3);
  unacknowledged.takeDue();
  unacknowledged.add(said(3));
  unacknowledged.settle("id1");
  unacknowledged.connectionLost();
  expect(unacknowledged.takeDue()).toEqual([said(0), said(2), said(3)]);
});

/** What can happen: something is said, sent, acknowledged (the k-th of what is under way), or the connection is lost. */
const happening = fc.oneof(
  fc.constant({ type: "say" as const }),
  fc.constant({ type: "send" as const }),
  fc.record({ type: fc.constant("settle" as const), at: fc.nat(MOST_UNACKNOWLEDGED) }),
  fc.constant({ type: "lost" as const }),
);

test("Unacknowledged forgets nothing and repeats nothing that is acknowledged, whatever happens", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 300 }), (happenings) => {
      const unacknowledged = new Unacknowledged();
      const settled = new Set<string>();
      let underWay: Said[] = [];
      let count = 0;
      for (const it of happenings) {
        if (it.type === "say") unacknowledged.add(said(count++));
        if (it.type === "send") underWay.push(...unacknowledged.takeDue());
        if (it.type === "settle" && underWay.length > 0) {
          const [one] = underWay.splice(it.at % underWay.length, 1);
          expect(unacknowledged.settle(one?.id ?? "")).toEqual(one);
          settled.add(one?.id ?? "");
        }
        if (it.type === "lost") {
          unacknowledged.connectionLost();
          underWay = [];
        }
        expect(underWay.length).toBeLessThanOrEqual(MOST_UNACKNOWLEDGED);
      }
      unacknowledged.connectionLost();
      const left = Array.from({ length: count }, (_, number) => said(number));
      const expected = left.filter(({ id }) => !settled.has(id));
      expect(unacknowledged.size).toBe(expected.length);
      expect(unacknowledged.takeDue()).toEqual(expected.slice(0, MOST_UNACKNOWLEDGED));
    }),
  );
});
