import { expect, test } from "vitest";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { parseClosing } from "./channel.ts";

test.each([
  ["{}", {}],
  ['{"reason":"bye"}', { reason: "bye" }],
  ['{"reason":"kicked","again":false,"more":1}', { reason: "kicked", again: false }],
])("parseClosing() reads %s", (text, expected) => {
  expect(parseClosing(Buffer.from(text))).toEqual(expected);
});

test.each(["", "{", "null", "[]", "7", '{"reason":7}', '{"again":"no"}', '{"reason":null}'])(
  "parseClosing() refuses %j",
  (text) => {
    expect(() => parseClosing(Buffer.from(text))).toThrow(ProtocolError);
  },
);

test("parseClosing() refuses what is not UTF-8", () => {
  expect(() => parseClosing(Buffer.from([0x7b, 0xff, 0x7d]))).toThrow(ProtocolError);
});
