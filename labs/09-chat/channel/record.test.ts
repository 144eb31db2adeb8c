import fc from "fast-check";
import { expect, test } from "vitest";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { encodeRecord, parseRecord } from "./record.ts";

test("encodeRecord() writes number, type and body", () => {
  const record = encodeRecord(5, 0x13, '{"type":');
  expect(record.toString("hex")).toBe("000000000000000513" + "7b2274797065223a");
  expect(encodeRecord(2 ** 32 + 1, 2, "").toString("hex")).toBe("000000010000000102");
});

test("parseRecord() finds again what encodeRecord() was given", () => {
  const body = fc.oneof(fc.string({ unit: "grapheme" }), fc.uint8Array());
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 255 }), body, (sequence, type, sent) => {
      const record = parseRecord(encodeRecord(sequence, type, sent));
      expect([record.sequence, record.type]).toEqual([BigInt(sequence), type]);
      expect(Buffer.from(record.body)).toEqual(Buffer.from(Buffer.from(sent as string)));
    }),
  );
});

test("parseRecord() reads all 64 bits of the number", () => {
  const record = parseRecord(Buffer.from("ffffffffffffffff01", "hex"));
  expect(record).toEqual({ sequence: 2n ** 64n - 1n, type: 1, body: Buffer.alloc(0) });
});

test("parseRecord() refuses what is too short for a record", () => {
  for (let length = 0; length < 9; length++) {
    expect(() => parseRecord(Buffer.alloc(length))).toThrow(ProtocolError);
  }
});
