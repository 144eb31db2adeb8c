import { expect, test } from "vitest";
import { answerTo, fieldsOf, parseRequest } from "./request.ts";

test.each([
  ["exit", "good-bye"],
  ["password hunter2", "noted"],
  ["password ", "noted"],
  ["exitus", "exitus"],
  ["Password hunter2", "Password hunter2"],
  ["password", "password"],
  ["", ""],
])("the answer to %j is %j", (line, answer) => {
  expect(answerTo(parseRequest(line))).toBe(answer);
});

test("fieldsOf() counts bytes, and puts a secret under a name that is hidden", () => {
  expect(fieldsOf("привет")).toEqual({ bytes: 12, text: "привет" });
  expect(fieldsOf("password hunter2")).toEqual({ password: "hunter2" });
});
