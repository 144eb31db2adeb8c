import { expect, test } from "vitest";
import { cut, cutEvery } from "./cut.ts";

const texts = (pieces: Buffer[]) => pieces.map(String);

test("cut() makes pieces of the lengths given, and one of the rest", () => {
  expect(texts(cut(Buffer.from("hello world"), [1, 2]))).toEqual(["h", "el", "lo world"]);
  expect(texts(cut(Buffer.from("hello"), [5]))).toEqual(["hello"]);
  expect(texts(cut(Buffer.from("hello"), [2, 9, 1]))).toEqual(["he", "llo"]);
  expect(cut(Buffer.alloc(0), [1])).toEqual([]);
});

test("cutEvery() makes pieces of one length", () => {
  expect(texts(cutEvery(Buffer.from("hello"), 1))).toEqual(["h", "e", "l", "l", "o"]);
  expect(texts(cutEvery(Buffer.from("hello"), 2))).toEqual(["he", "ll", "o"]);
  expect(texts(cutEvery(Buffer.from("hello"), 9))).toEqual(["hello"]);
});
