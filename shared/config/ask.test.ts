import { expect, test } from "vitest";
import { personAtTerminal, questionFor } from "./ask.ts";
import { parsePort } from "./parse-port.ts";

const port = { about: "a number", parse: parsePort, fallback: "9090" };

test("questionFor() shows name, meaning and default", () => {
  expect(questionFor("port", port)).toMatchObject({
    type: "input",
    message: "port (a number):",
    default: "9090",
  });
});

test("questionFor() takes a valid answer, and gives the reason for any other", () => {
  const { validate } = questionFor("port", port);
  expect(validate("80")).toBe(true);
  expect(validate("80abc")).toMatch(/digits only/);
  expect(validate("70000")).toMatch(/65535/);
});

test("questionFor() hides a secret", () => {
  expect(questionFor("word", { ...port, secret: true })).toMatchObject({
    type: "password",
    mask: "*",
  });
});

test("personAtTerminal() finds nobody when standard input is no terminal", () => {
  expect(process.stdin.isTTY).not.toBe(true);
  expect(personAtTerminal()).toBeUndefined();
});
