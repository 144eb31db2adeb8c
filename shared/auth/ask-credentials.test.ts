import { expect, test } from "vitest";
import { parseAction } from "./ask-credentials.ts";

test.each([
  ["register", "register"],
  ["Register", "register"],
  ["r", "register"],
  [" REG ", "register"],
  ["log-in", "log-in"],
  ["log in", "log-in"],
  ["Login", "log-in"],
  ["l", "log-in"],
  ["", ""],
])("parseAction() reads %j as %j", (text, action) => {
  expect(parseAction(text)).toEqual({ ok: true, value: action });
});

test("parseAction() refuses other words", () => {
  expect(parseAction("rl")).toEqual({ ok: false, reason: "it is log-in or register" });
});
