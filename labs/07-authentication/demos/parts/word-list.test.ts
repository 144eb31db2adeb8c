import { expect, test } from "vitest";
import { wordList } from "./word-list.ts";

test("wordList() gives 100,000 words, each once, the likeliest first", () => {
  const words = [...wordList()];
  expect(words).toHaveLength(100_000);
  expect(new Set(words).size).toBe(100_000);
  expect(words.indexOf("password")).toBeLessThan(1_000);
  expect(words).toEqual(
    expect.arrayContaining(["sunshine1", "Dragon2024", "$3cr3t123", "Anna1987"]),
  );
});

test("wordList() gives no more than is wanted", () => {
  expect([...wordList(10)]).toHaveLength(10);
});
