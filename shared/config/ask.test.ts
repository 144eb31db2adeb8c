import { PassThrough } from "node:stream";
import inquirer from "inquirer";
import { expect, test } from "vitest";
import { personAtTerminal, promptOf, questionFor } from "./ask.ts";
import { parsePort } from "./parse-port.ts";

const TERMINAL = { columns: 80, isTTY: true };

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

test.each([false, true])("a refused answer is cleared (secret: %s)", async (secret) => {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = "";
  const refused = new Promise<void>((resolve) => {
    output.on("data", (chunk) => {
      shown += String(chunk);
      if (shown.includes("65535")) resolve();
    });
  });
  // inquirer looks for the columns of its output.
  const prompt = inquirer.createPromptModule({ input, output: Object.assign(output, TERMINAL) });
  const answer = prompt([
    { ...promptOf(questionFor("port", { ...port, secret })), name: "answer" },
  ]);
  input.write("70000\r");
  await refused;
  expect(shown).toMatch(secret ? /\*{5}/ : /70000/);
  shown = "";
  input.write("8080\r");
  expect(await answer).toEqual({ answer: "8080" });
  expect(shown.includes("8080")).toBe(!secret);
});
