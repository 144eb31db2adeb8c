import { expect, test } from "vitest";
import { encodeFrame } from "./encode-frame.ts";

test("encodeFrame() puts the length before the body, the highest byte first", () => {
  expect(Buffer.from(encodeFrame("hello")).toString("hex")).toBe("0000000568656c6c6f");
});

test.each([
  ["привет", 12],
  ["🐙", 4],
  ["é", 2],
])("encodeFrame() counts the bytes of %s, not its letters", (text, length) => {
  const frame = Buffer.from(encodeFrame(text));
  expect(frame.readUInt32BE()).toBe(length);
  expect(frame.subarray(4).toString()).toBe(text);
});

test("encodeFrame() makes a frame of nothing but a header from an empty body", () => {
  expect([...encodeFrame("")]).toEqual([0, 0, 0, 0]);
});

test.each([255, 256, 10_000, 65_535, 65_536, 70_000])("encodeFrame() takes %i bytes", (length) => {
  const frame = Buffer.from(encodeFrame(new Uint8Array(length).fill(7)));
  expect(frame.readUInt32BE()).toBe(length);
  expect(frame).toHaveLength(4 + length);
  expect(frame.subarray(4).every((byte) => byte === 7)).toBe(true);
});
