import { expect, test } from "vitest";
import { findCommand, nearestName } from "./find-command.ts";

const COMMANDS = [
  { name: "show", use: "show THING" },
  { name: "exit" },
  { name: "show log", use: "show log [n]" },
  { name: "clear log" },
];

test.each([
  ["exit", "exit", ""],
  ["  clear   log ", "clear log", ""],
  ["show log", "show log", ""],
  ["show log 5", "show log", "5"],
  ["show log  a  b", "show log", "a b"],
  ["show logs", "show", "logs"],
])("findCommand(%j) is %j with the argument %j", (line, name, argument) => {
  expect(findCommand(line, COMMANDS)).toMatchObject({ command: { name }, argument });
});

test.each(["", " ", "exitus", "exit now", "EXIT", "no exit", "clear", "clear log now", "shows"])(
  "findCommand(%j) is no command",
  (line) => {
    expect(findCommand(line, COMMANDS)).toBeUndefined();
  },
);

test.each([
  ["exti", "exit"],
  ["shwo log 5", "show log"],
  ["clearlog", "clear log"],
  ["hello", undefined],
  ["", undefined],
])("nearestName(%j) is %j", (line, name) => {
  expect(nearestName(line, ["exit", "show log", "clear log"])).toBe(name);
});
