import fc from "fast-check";
import { expect, test } from "vitest";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { RecordOrder } from "./record-order.ts";

test("RecordOrder.take() takes one number after the other", () => {
  const order = new RecordOrder(1n);
  for (let sequence = 1n; sequence < 1_000n; sequence++) order.take(sequence);
});

test.each([
  ["a number that was there", 1n],
  ["the last one again", 2n],
  ["one that leaves one out", 4n],
  ["the largest of all", 2n ** 64n - 1n],
  ["zero", 0n],
])("RecordOrder.take() refuses %s", (_what, sequence) => {
  const order = new RecordOrder(1n);
  order.take(1n);
  order.take(2n);
  const message = `record out of order: got ${sequence}, want 3`;
  expect(() => order.take(sequence)).toThrow(new ProtocolError(message));
});

test("RecordOrder.take() takes a list of numbers only if it counts on", () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 3n })), (sequences) => {
      const order = new RecordOrder(0n);
      const taken = sequences.findIndex((sequence, index) => sequence !== BigInt(index));
      const right = taken === -1 ? sequences : sequences.slice(0, taken);
      for (const sequence of right) order.take(sequence);
      const wrong = sequences[right.length];
      if (wrong !== undefined) expect(() => order.take(wrong)).toThrow(ProtocolError);
    }),
  );
});
