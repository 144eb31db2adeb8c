import fc from "fast-check";
import { expect, test } from "vitest";
import { ProtocolError } from "../process/errors.ts";
import { LineSplitter, MAX_LINE_LENGTH } from "./line-splitter.ts";

/** The lines that come out when the bytes go in cut into pieces of this length. */
function split(bytes: Buffer, pieceLength: number): string[] {
  const splitter = new LineSplitter();
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; start += pieceLength) {
    lines.push(...splitter.push(bytes.subarray(start, start + pieceLength)));
  }
  return [...lines, ...splitter.end()];
}

test.each([1, 2, 3, 5, 8, 1000])("LineSplitter finds the lines in chunks of %i bytes", (length) => {
  const bytes = Buffer.from("hello\r\nпривет 🐙\n\nlast");
  expect(split(bytes, length)).toEqual(["hello", "привет 🐙", "", "last"]);
});

test.each([1, 2, 3, 1000])(
  "LineSplitter takes a byte order mark off the first line alone, in chunks of %i bytes",
  (length) => {
    const bytes = Buffer.from("\ufeffexit\n\ufeffexit\n");
    expect(split(bytes, length)).toEqual(["exit", "\ufeffexit"]);
  },
);

test("LineSplitter gives the same lines wherever the bytes are cut", () => {
  const line = fc.string({ unit: "grapheme" }).filter((text) => !/[\r\n]/.test(text));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), fc.nat(20), (lines, length) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(""));
      expect(split(bytes, length + 1)).toEqual(lines);
    }),
  );
});

test("LineSplitter.push() returns a line only when its end has come", () => {
  const splitter = new LineSplitter();
  expect(splitter.push(Buffer.from("hel"))).toEqual([]);
  expect(splitter.push(Buffer.from("lo\nwor"))).toEqual(["hello"]);
  expect(splitter.push(Buffer.from("ld\n"))).toEqual(["world"]);
  expect(splitter.end()).toEqual([]);
});

test("LineSplitter.push() takes a CR off that came in the chunk before its LF", () => {
  const splitter = new LineSplitter();
  expect(splitter.push(Buffer.from("hello\r"))).toEqual([]);
  expect(splitter.push(Buffer.from("\n"))).toEqual(["hello"]);
});

test("LineSplitter.push() refuses a line without an end before it fills the memory", () => {
  const splitter = new LineSplitter();
  const chunk = Buffer.alloc(MAX_LINE_LENGTH / 2, "a");
  splitter.push(chunk);
  splitter.push(chunk);
  expect(() => splitter.push(chunk)).toThrow(ProtocolError);
});
