import { expect, test } from "vitest";
import { runPageCommand } from "./page-command.ts";

/** What was done for a text, and what the person is told. */
function done(text: string, to?: string): string[] {
  const all: string[] = [];
  const told = runPageCommand(text, to, ["bob", "Ada Lovelace"], {
    tell: (message) => all.push(JSON.stringify(message)),
    search: (words) => all.push(`search ${words}`),
    showPeople: () => all.push("people"),
    askOlder: () => all.push("older"),
    logOut: () => all.push("log out"),
  });
  return told === undefined ? all : [...all, `told: ${told}`];
}

test("runPageCommand() says a text to all, or to the one who is chosen", () => {
  expect(done("hello")).toEqual(['{"type":"say","text":"hello"}']);
  expect(done("hello", "bob")).toEqual(['{"type":"tell","to":"bob","text":"hello"}']);
  expect(done("//msg", "bob")).toEqual(['{"type":"tell","to":"bob","text":"/msg"}']);
  expect(done("exit")).toEqual(['{"type":"say","text":"exit"}']);
});

test("runPageCommand() does what the terminal's commands do", () => {
  expect(done("/msg ada lovelace dear", "bob")).toEqual([
    '{"type":"tell","to":"Ada Lovelace","text":"dear"}',
  ]);
  expect(["/search the cable", "/who", "/history", "/exit"].flatMap((text) => done(text))).toEqual([
    "search the cable",
    "people",
    "older",
    "log out",
  ]);
});

test("runPageCommand() tells what it does not understand, and says nothing to anybody", () => {
  for (const text of ["/help", "/msg bob", "/shout"])
    expect(done(text)).toEqual([expect.stringMatching(/^told: /)]);
});
