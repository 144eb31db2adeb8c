import { expect, test } from "vitest";
import { skeletonsOf } from "./name-skeleton.ts";

test.each([
  ["ada", "ADA"],
  ["ada", "а\u0501а"],
  ["Ada", "Аdа"],
  ["ada", "a\u200dda"],
  ["ada", "ada\ufe0f"],
  ["ada", "ａｄａ"],
  ["ada", "𝐚𝐝𝐚"],
  ["ada", "ᴀᴅᴀ"],
  ["zoe", "ᴢᴏᴇ"],
  ["linda", "Iinda"],
  ["bill", "bi11"],
  ["BOB", "b0b"],
  ["modern", "rnodern"],
  ["Ada Byron", "Ada\u00a0 Byron"],
  ["paul", "раul"],
  ["Zoë", "Zoe\u0308"],
])("%j may be taken for %j", (one, other) => {
  expect(skeletonsOf(one).isDisjointFrom(skeletonsOf(other))).toBe(false);
});

test.each([
  ["ada", "adda"],
  ["ada", "áda"],
  ["ada", "a da"],
  ["Владимир", "Владислав"],
  ["李小龍", "李小明"],
  ["user1", "user2"],
])("%j is not taken for %j", (one, other) => {
  expect(skeletonsOf(one).isDisjointFrom(skeletonsOf(other))).toBe(true);
});
