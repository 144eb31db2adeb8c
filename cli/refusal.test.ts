import { expect, test } from "vitest";
import { allLabs } from "../course/labs.ts";
import { COMMANDS, commandsOf, harmless } from "./commands.ts";
import { otherName, unknownCommand, unknownLab } from "./refusal.ts";

const [lab] = allLabs();
if (lab === undefined) throw new Error("the project has no lab");
const proposed = (word: string) => {
  const [, names] =
    /did you mean (.*)\?/.exec(unknownCommand(word, harmless(commandsOf(lab))).message) ?? [];
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

test.each(["stop", "quit", "logs", "kill", "crack", "up"])(
  "for %j, which is like no command, it proposes none",
  (word) => {
    expect(proposed(word)).toBeUndefined();
  },
);

test.each([
  ["ehco", "echo"],
  ["auth", "authentication"],
  ["07-autentication", "07-authentication"],
  ["graceful", "graceful-exit"],
])("for the lab %j it proposes %s", (word, name) => {
  expect(unknownLab(word, allLabs()).message).toContain(`did you mean ${name}?`);
});

test("every other name stands for a command, and is none itself", () => {
  for (const word of ["test", "run", "solution", "tip", "read", "init"]) {
    expect(COMMANDS.has(otherName(word) ?? "")).toBe(true);
    expect(COMMANDS.has(word)).toBe(false);
  }
});
