/** Whatever a program prints, the grader goes on, and remembers a limited amount of it. */
import { expect, test } from "vitest";
import { Printed } from "./printed.ts";

const MB = 1024 * 1024;

/** What was printed in these pieces. */
function printed(...pieces: (string | Buffer)[]): Printed {
  const all = new Printed((line) => line);
  for (const piece of pieces) all.add(Buffer.from(piece));
  return all;
}

test("a character that is cut in two is whole again in its line", () => {
  const bytes = Buffer.from("für\n");
  const all = printed(bytes.subarray(0, 2), bytes.subarray(2));
  expect(all.lines).toEqual(["für"]);
});

test("what has no line end is a line once the stream has ended", () => {
  const all = printed("one\ntw", "o");
  expect(all.lines).toEqual(["one"]);
  all.end();
  expect(all.lines).toEqual(["one", "two"]);
});

test.each([
  [
    ["connected 127.0.0.1:1disconnected 127.0.0.1:2\n\n"],
    ["connected 127.0.0.1:1", "disconnected 127.0.0.1:2"],
  ],
  [
    [
      "received 5 bytes from 127.0.0.1:1sent 6 bytes to 127.0.0.1:2refused 127.0.0.1:3: server full\n\n",
      "\n",
    ],
    [
      "received 5 bytes from 127.0.0.1:1",
      "sent 6 bytes to 127.0.0.1:2",
      "refused 127.0.0.1:3: server full",
    ],
  ],
])("messages of two threads that came into one line are two: %j", (pieces, lines) => {
  expect(printed(...pieces).lines).toEqual(lines);
});

test.each([
  ["a line end is missing", "connected 127.0.0.1:1disconnected 127.0.0.1:1\nnext\n"],
  ["one message alone", "disconnected 127.0.0.1:1\n\n"],
  ["some other text", "I am connected to nobody\n\n"],
])("nothing is taken apart: %s", (_why, text) => {
  expect(printed(text).lines).toEqual(text.split("\n").slice(0, -1));
});

test("a line of 1 MB that comes byte by byte is one line", () => {
  const all = printed();
  const byte = Buffer.from("x");
  for (let count = 0; count < MB; count++) all.add(byte);
  all.add(Buffer.from("\n"));
  expect(all.lines.map(({ length }) => length)).toEqual([MB]);
});

test("of a line that is too long, the beginning is kept", () => {
  const all = printed("a".repeat(MB), "b".repeat(MB), "\nnext\n");
  expect(all.lines.map((line) => line.slice(-2))).toEqual(["aa", "xt"]);
});

test("70 MB of line ends are not kept as so many lines", () => {
  const piece = Buffer.alloc(64 * 1024, "\n");
  const all = printed(...Array.from({ length: (70 * MB) / piece.length }, () => piece));
  expect(all.lines.length).toBe(100_000);
  expect(all.beginningAndEnd.length).toBeLessThan(MB);
});

test("the end of very much output is there for the search of a cause", () => {
  const noise = Buffer.from(`${"noise ".repeat(1_000)}\n`.repeat(100));
  const all = printed("started\n", ...Array.from({ length: 120 }, () => noise), "Error: gone\n");
  expect(all.byteCount).toBeGreaterThan(64 * MB);
  expect(all.beginningAndEnd).toMatch(/^started\n/);
  expect(all.beginningAndEnd).toMatch(/Error: gone\n*$/);
  expect(all.beginningAndEnd.length).toBeLessThan(MB);
});

test("the first bytes are given without those behind them", () => {
  const all = printed("one", "two", "three");
  expect(all.bytesUpTo(5).toString()).toBe("onetw");
  expect(all.bytesUpTo(50).toString()).toBe("onetwothree");
  expect(all.bytes.toString()).toBe("onetwothree");
});

test("a line may end with CR LF, also when these are cut apart", () => {
  const all = printed("one\r", "\ntwo\r\n", "Port: ");
  expect(all.lines).toEqual(["one", "two"]);
  expect(all.unfinished).toBe("Port: ");
});
