import { expect, test } from "vitest";
import { rowsOf, showable } from "./rows.ts";

test("rowsOf() gives sixteen bytes a row, with their text", () => {
  const rows = rowsOf(Buffer.from("hello wide world\n"), [5, 16]);
  expect(rows.map(({ text }) => text)).toEqual(["hello wide world", "↵"]);
  expect(rows[0]?.cells.map(({ hex }) => hex).join(" ")).toBe(
    "68 65 6c 6c 6f 20 77 69 64 65 20 77 6f 72 6c 64",
  );
  expect(rows.map(({ cells }) => cells.findIndex(({ isCut }) => isCut))).toEqual([5, 0]);
});

test("a letter that goes over the end of a row stands in the row where it begins", () => {
  const rows = rowsOf(Buffer.from("15 bytes so farяand more"), []);
  expect(rows.map(({ text }) => text)).toEqual(["15 bytes so farя", "and more"]);
});

test("showable() leaves letters, and nothing that acts", () => {
  expect(showable(Buffer.from("привет 👋 é\r\n"))).toBe("привет 👋 é←↵");
  expect(showable(Buffer.from("\x1b[31mred\x07\x9b\u202e\u2028\u200b\u{e0041}"))).toBe(
    "·[31mred······",
  );
});

test("bytes that are no UTF-8 are each shown as unknown", () => {
  expect(showable(Buffer.from([0x61, 0xff, 0xc3, 0x28, 0xf0, 0x9f, 0x91]))).toBe("a··(···");
  expect(showable(Buffer.from([0xed, 0xa0, 0x80, 0xc0, 0x80]))).toBe("·····");
});
