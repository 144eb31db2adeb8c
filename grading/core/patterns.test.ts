/** What a learner is told of a text that is known in part. */
import { expect, test } from "vitest";
import { beginningWith, lineLike } from "./patterns.ts";

test("lineLike() matches the line with its gaps filled, and gives what filled them", () => {
  const line = lineLike("[thread 3 line N] error: REASON", { N: /\d+/, REASON: /.+/ });
  expect(line.words).toBe('"[thread 3 line N] error: REASON"');
  expect(line.match("[thread 3 line 12] error: no digits")?.groups).toEqual({
    N: "12",
    REASON: "no digits",
  });
  expect(line.match("[thread 3 line 12] error: ")).toBeNull();
  expect(line.match("thread 3 line 12 error: x")).toBeNull();
});

test("lineLike() takes for gaps only the words that are given", () => {
  expect(lineLike("HELLO NAME", { NAME: /\w+/ }).match("HELLO ada")?.[1]).toBe("ada");
});

test("beginningWith() wants something behind the beginning, and says so in words", () => {
  const reason = beginningWith("bad name: ");
  expect(reason.words).toBe('a text that begins with "bad name: "');
  expect(reason.match("bad name: too long")).not.toBeNull();
  expect(reason.match("bad name: ")).toBeNull();
});
