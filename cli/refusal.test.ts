import { expect, test } from "vitest";
import { allLabs } from "../grading/course/labs.ts";
import { COMMANDS, harmlessCommands } from "./commands.ts";
import { otherName, unknownCommand } from "./refusal.ts";

const [lab] = allLabs();
if (lab === undefined) throw new Error("the project has no lab");
const proposed = (word: string) => {
  const [, names] =
    /did you mean (.*)\?/.exec(unknownCommand(word, harmlessCommands(lab)).message) ?? [];
  return names;
};

test.each([
  ...["test", "tests", "Test", "verify", "grade", "submit", "solve"].map((word) => [word, "check"]),
  ["run", "pair"],
  ["solution", "diff"],
  ["chekc", "check"],
  ["srever", "server"],
  ["hnit", "hint"],
  ["stat", "start"],
])("for %j it proposes %s", (word, command) => {
  expect(proposed(word)).toBe(command);
});

test.each(["rest", "rset", "reste", "resett", "xyzzy"])(
  "for %j it never proposes reset",
  (word) => {
    expect(proposed(word) ?? "").not.toContain("reset");
  },
);

test("every other name stands for a command, and is none itself", () => {
  for (const word of ["test", "run", "solution", "tip", "read", "init"]) {
    expect(COMMANDS.has(otherName(word) ?? "")).toBe(true);
    expect(COMMANDS.has(word)).toBe(false);
  }
});
