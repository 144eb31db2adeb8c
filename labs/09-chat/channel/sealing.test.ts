import { expect, test } from "vitest";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { sealToken } from "./fernet.ts";
import { FernetKey } from "./fernet-key.ts";
import { FernetSealing, PlainSealing } from "./sealing.ts";

const one = new FernetKey(Buffer.alloc(32, 1));
const two = new FernetKey(Buffer.alloc(32, 2));

/** Both ends after their FINISHED. */
function sealings(): { here: FernetSealing; there: FernetSealing } {
  const here = new FernetSealing({ own: one, other: two });
  const there = new FernetSealing({ own: two, other: one });
  there.openFirst(here.seal(1, "first"));
  here.openFirst(there.seal(1, "first"));
  return { here, there };
}

function bodyOf({ body }: { body: Uint8Array }): string {
  return Buffer.from(body).toString();
}

const forged = new ProtocolError("authentication failed");

test("FernetSealing.open() opens what the other side has sealed, in order", () => {
  const { here, there } = sealings();
  for (const text of ["", "hello", "привет 🐙", "x".repeat(6_000)]) {
    const record = there.open(here.seal(19, text));
    expect([record.type, bodyOf(record)]).toEqual([19, text]);
  }
  expect(bodyOf(here.open(there.seal(37, Buffer.from("back"))))).toBe("back");
});

test("FernetSealing.seal() makes a token for each record, another one each time", () => {
  const { here } = sealings();
  const [sealed, again] = [here.seal(19, "hello"), here.seal(19, "hello")];
  expect(Buffer.from(sealed).toString()).toMatch(/^gAAAAA[\w-]+=*$/);
  expect(sealed).not.toEqual(again);
});

test("FernetSealing.open() refuses a record that comes twice, too early or never", () => {
  const refusedWith = (pick: (frames: Uint8Array[]) => (Uint8Array | undefined)[]) => {
    const { here, there } = sealings();
    const frames = ["a", "b", "c"].map((text) => here.seal(19, text));
    for (const frame of pick(frames)) there.open(frame ?? Buffer.alloc(0));
  };
  const order = (got: number, want: number) =>
    new ProtocolError(`record out of order: got ${got}, want ${want}`);
  expect(() => refusedWith(([a]) => [a, a])).toThrow(order(1, 2));
  expect(() => refusedWith(([a, , c]) => [a, c])).toThrow(order(3, 2));
  expect(() => refusedWith(([, b, c]) => [b, c])).toThrow(order(2, 1));
});

test("FernetSealing.open() refuses a record that comes back to its sender", () => {
  const { here } = sealings();
  const frame = here.seal(19, "hello");
  expect(() => here.open(frame)).toThrow(forged);
});

test("FernetSealing.open() has one answer to all that is not right", () => {
  const { here, there } = sealings();
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

test("FernetSealing.open() refuses a token with less than a record in it", () => {
  const { there } = sealings();
  const frame = Buffer.from(sealToken(one, Buffer.alloc(8)));
  expect(() => there.open(frame)).toThrow(new ProtocolError("a record of 8 bytes"));
});

test("FernetSealing.openFirst() wants number 0", () => {
  const here = new FernetSealing({ own: one, other: two });
  here.seal(1, "first");
  const there = new FernetSealing({ own: two, other: one });
  expect(() => there.openFirst(here.seal(1, "second"))).toThrow(/got 1, want 0/);
});

test("PlainSealing puts the type before the body", () => {
  const sealing = new PlainSealing();
  expect(Buffer.from(sealing.seal(19, "{}")).toString("hex")).toBe("137b7d");
  const frame = Buffer.from("257b7d", "hex");
  const record = sealing.open(frame);
  frame.fill(0);
  expect([record.type, bodyOf(record)]).toEqual([37, "{}"]);
  expect(() => sealing.open(Buffer.alloc(0))).toThrow(ProtocolError);
});
