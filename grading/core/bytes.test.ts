import { expect, test } from "vitest";
import { firstDifference, showBytes, showData, showDifference, showText } from "./bytes.ts";

test("showBytes() puts text beside the bytes", () => {
  expect(showBytes(Buffer.from("hi\n"))).toBe(`${"68 69 0a".padEnd(49)}hi\\n`);
});

test("showBytes() shows the first row of long data, and its length", () => {
  const rows = showBytes(Buffer.alloc(1000, "a")).split("\n");
  expect(rows).toHaveLength(2);
  expect(rows[1]).toBe("… 1000 bytes in all");
});

test("showText() lets nothing through that a terminal would obey", () => {
  expect(showText(Buffer.from("a\u001b[31mb\r\n"))).toBe("a·[31mb\\r\\n");
});

test.each([
  ["abc", "abc", -1],
  ["abc", "abd", 2],
  ["abc", "ab", 2],
  ["", "", -1],
])("firstDifference(%j, %j) is %i", (expected, actual, index) => {
  expect(firstDifference(Buffer.from(expected), Buffer.from(actual))).toBe(index);
});

test("showDifference() puts the caret under the first wrong byte", () => {
  const lines = showDifference(Buffer.from("hello\n"), Buffer.from("help\n")).split("\n");
  expect(lines[0]).toContain("expected  68 65 6c 6c 6f 0a");
  expect(lines[1]).toContain("received  68 65 6c 70 0a");
  expect(lines[2]).toBe("                   ^ byte 4");
});

test("showData() shows text as a quoted line, however long it is", () => {
  expect(showData(Buffer.from("hello\n"))).toBe('"hello\\n"');
  expect(showData(Buffer.from("привет, 🐙\r\n"))).toBe('"привет, 🐙\\r\\n"');
  expect(showData(Buffer.alloc(1e6, "ab")).length).toBeLessThan(100);
  expect(showData(Buffer.alloc(1e6, "ab"))).toContain("(1000000 ");
});

test("showData() shows what is no text in hexadecimal", () => {
  expect(showData(Buffer.from([0xff, 0x00]))).toMatch(/^2 bytes\nff 00 /);
  expect(showData(Buffer.from("a\u0000b"))).toMatch(/^3 bytes\n61 00 62 /);
});
