import { expect, test } from "vitest";
import { hashPassword, md5Of } from "../../../../shared/auth/password-hash.ts";
import { formatRecord } from "../../../../shared/auth/password-record.ts";
import { guessMd5, guessScrypt } from "./guess.ts";

const WORDS = ["one", "two", "three"];

test("guessMd5() finds what is on the list, at everybody at once", () => {
  const lines = [`ada,${md5Of("three")}`, `grace,${md5Of("four")}`];
  const { found, words } = guessMd5(lines, WORDS);
  expect([...found]).toEqual([["ada", "three"]]);
  expect(words).toBe(3);
});

test("guessScrypt() finds it too, one record after the other", async () => {
  const quick = { ln: 4, r: 8, p: 1 };
  const lines = await Promise.all(
    ["three", "four"].map(async (word, index) => {
      return `user${index},${formatRecord(await hashPassword(word, quick))}`;
    }),
  );
  let told = 0;
  const { found, words } = await guessScrypt(lines, WORDS, 60_000, () => told++);
  expect([...found]).toEqual([["user0", "three"]]);
  expect(words).toBeCloseTo(3);
  expect(told).toBe(6);
});
