import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRequest } from "./request.ts";

test("parseRequest() knows exit, and only the whole line", () => {
  expect(parseRequest("exit")).toEqual({ type: "exit" });
  for (const text of ["exitus", "no exit", "EXIT", " exit", "exit ", "exit\r", "exit\nexit", ""]) {
    expect(parseRequest(text)).toEqual({ type: "text", text });
  }
});

test("parseRequest() knows a wait, and only with digits up to 10000", () => {
  expect(parseRequest("wait 0")).toEqual({ type: "wait", milliseconds: 0 });
  expect(parseRequest("wait 10000")).toEqual({ type: "wait", milliseconds: 10_000 });
  for (const text of [
    "wait",
    "wait ",
    "wait 10001",
    "wait -1",
    "wait 1.5",
    "wait 1e3",
    "wait 0x10",
    "wait 5 ",
    "wait  5",
    "wait 5\n",
    "please wait 5",
    `wait ${"9".repeat(400)}`,
  ]) {
    expect(parseRequest(text)).toEqual({ type: "text", text });
  }
});

test("parseRequest() takes every other line for text", () => {
  const other = fc.string({ unit: "grapheme" }).filter((line) => !/^(exit|wait \d+)$/.test(line));
  fc.assert(
    fc.property(other, (text) => {
      expect(parseRequest(text)).toEqual({ type: "text", text });
    }),
  );
});
