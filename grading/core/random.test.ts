import { expect, test } from "vitest";
import { Random } from "./random.ts";

test("Random.word() always has characters of one, two, three and four bytes, asciiWord() of one; any normalization changes it", () => {
  for (let seed = 0; seed < 200; seed++) {
    const random = new Random(seed);
    const word = random.word();
    const lengths = [...word].map((character) => Buffer.byteLength(character));
    expect([...new Set(lengths)].sort()).toEqual([1, 2, 3, 4]);
    for (const form of ["NFC", "NFD", "NFKC", "NFKD"]) expect(word.normalize(form)).not.toBe(word);
    expect(random.asciiWord()).toMatch(/^[a-z]{8}$/);
  }
});
