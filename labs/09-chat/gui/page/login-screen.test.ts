import { expect, test } from "vitest";
import { problemsOf } from "./login-screen.ts";

const LOG_IN = { action: "log-in", name: "ada", password: "correct horse", again: "" } as const;
const REGISTER = { ...LOG_IN, action: "register", again: "correct horse" } as const;

test("problemsOf() finds none in what is right", () => {
  expect(problemsOf(LOG_IN)).toEqual({});
  expect(problemsOf(REGISTER)).toEqual({});
  expect(problemsOf({ ...LOG_IN, password: "short" })).toEqual({});
});

test("problemsOf() finds every empty field", () => {
  expect(problemsOf({ ...LOG_IN, name: " ", password: "" })).toEqual({
    name: "Type your name.",
    password: "Type your password.",
  });
  const long = { ...LOG_IN, password: "x".repeat(257) };
  expect(problemsOf(long)).toEqual({ password: "This password is too long." });
  expect(problemsOf({ ...REGISTER, again: "" })).toEqual({ again: "Repeat the password." });
});

test("problemsOf() knows the rules for a name and for a new password", () => {
  expect(problemsOf({ ...LOG_IN, name: "x".repeat(33) }).name).toContain("more than 32 letters");
  expect(problemsOf({ ...REGISTER, password: "short" })).toEqual({
    password: "This password cannot be used: it has fewer than 8 characters.",
  });
  expect(problemsOf({ ...REGISTER, password: "password" }).password).toContain("tried first");
  expect(problemsOf({ ...REGISTER, again: "correct house" }).again).toContain("not the same");
});
