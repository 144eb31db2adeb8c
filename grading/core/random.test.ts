import { expect, test } from "vitest";
import { Random } from "./random.ts";

test("Random.word() always has characters of one, two, three and four bytes, asciiWord() of one", () => {
  for (let seed = 0; seed < 200; seed++) {
    const random = new Random(seed);
    const lengths = [...random.word()].map((character) => Buffer.byteLength(character));
    expect([...new Set(lengths)].sort()).toEqual([1, 2, 3, 4]);
    expect(random.asciiWord()).toMatch(/^[a-z]{8}$/);
  }
});
