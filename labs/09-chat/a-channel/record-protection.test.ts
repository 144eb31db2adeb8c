import fc from "fast-check";
import { expect, test } from "vitest";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { FernetKey, sealToken } from "./fernet.ts";
import { encodeRecord, FernetProtection, parseRecord, RecordOrder } from "./record-protection.ts";

const one = new FernetKey(Buffer.alloc(32, 1));
const two = new FernetKey(Buffer.alloc(32, 2));

/** Both ends after their FINISHED. */
function protections(): { here: FernetProtection; there: FernetProtection } {
  const here = new FernetProtection({ own: one, other: two });
  const there = new FernetProtection({ own: two, other: one });
  there.openFirst(here.seal(1, "first"));
  here.openFirst(there.seal(1, "first"));
  return { here, there };
}

function bodyOf({ body }: { body: Uint8Array }): string {
  return Buffer.from(body).toString();
}

const forged = new ProtocolError("authentication failed");

test("FernetProtection.open() opens what the other side has sealed, in order", () => {
  const { here, there } = protections();
  for (const text of ["", "hello", "привет 🐙", "x".repeat(6_000)]) {
    const record = there.open(here.seal(19, text));
    expect([record.type, bodyOf(record)]).toEqual([19, text]);
  }
  expect(bodyOf(here.open(there.seal(37, Buffer.from("back"))))).toBe("back");
});

test("FernetProtection.seal() makes a token for each record, another one each time", () => {
  const { here } = protections();
  const [sealed, again] = [here.seal(19, "hello"), here.seal(19, "hello")];
  expect(Buffer.from(sealed).toString()).toMatch(/^gAAAAA[\w-]+=*$/);
  expect(sealed).not.toEqual(again);
});

test("FernetProtection.open() refuses a record that comes twice, too early or never", () => {
  const refusedWith = (pick: (frames: Uint8Array[]) => (Uint8Array | undefined)[]) => {
    const { here, there } = protections();
    const frames = ["a", "b", "c"].map((text) => here.seal(19, text));
    for (const frame of pick(frames)) there.open(frame ?? Buffer.alloc(0));
  };
  const order = (got: number, want: number) =>
    new ProtocolError(`record out of order: got ${got}, want ${want}`);
  expect(() => refusedWith(([a]) => [a, a])).toThrow(order(1, 2));
  expect(() => refusedWith(([a, , c]) => [a, c])).toThrow(order(3, 2));
  expect(() => refusedWith(([, b, c]) => [b, c])).toThrow(order(2, 1));
});

test("FernetProtection.open() refuses a record that comes back to its sender", () => {
  const { here } = protections();
  const frame = here.seal(19, "hello");
  expect(() => here.open(frame)).toThrow(forged);
});

test("FernetProtection.open() has one answer to all that is not right", () => {
  const { here, there } = protections();
  const frame = Buffer.from(here.seal(19, "hello"));
  const turned = Buffer.from(frame);
  turned[40] = (turned[40] ?? 0) ^ 1;
  const wrong = [Buffer.alloc(0), turned, Buffer.concat([frame, Buffer.from("\n")])];
  const highBits = Buffer.from(frame.map((byte, index) => (index === 50 ? byte | 0x80 : byte)));
  for (const body of [...wrong, frame.subarray(0, -1), highBits, Buffer.alloc(8_192, 0xff)]) {
    expect(() => there.open(body)).toThrow(forged);
  }
  expect(bodyOf(there.open(frame))).toBe("hello");
});

test("FernetProtection.open() refuses a token with less than a record in it", () => {
  const { there } = protections();
  const frame = Buffer.from(sealToken(one, Buffer.alloc(8)));
  expect(() => there.open(frame)).toThrow(new ProtocolError("a record of 8 bytes"));
});

test("FernetProtection.openFirst() wants number 0", () => {
  const here = new FernetProtection({ own: one, other: two });
  here.seal(1, "first");
  const there = new FernetProtection({ own: two, other: one });
  expect(() => there.openFirst(here.seal(1, "second"))).toThrow(/got 1, want 0/);
});

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
