import { expect, test } from "vitest";
import { HELP, parseLine, type Typed } from "./parse-line.ts";

const members = ["ada", "Ada Lovelace", "bob", "Jos\u00e9", "Jos\u00e9 B"];
const mistake = (explanation: RegExp) =>
  ({ type: "mistake", explanation: expect.stringMatching(explanation) }) as unknown as Typed;

test.each<[string, Typed]>([
  ["hello  you ", { type: "say", text: "hello  you " }],
  [" /who", { type: "who" }],
  ["\u200b\u00a0/msg bob psst", { type: "tell", to: "bob", text: "psst" }],
  ["\uff0fmsg bob psst", { type: "tell", to: "bob", text: "psst" }],
  ["/ /msg bob psst", mistake(/Unknown command/)],
  [" //who", { type: "say", text: "/who" }],
  ["exit", { type: "exit" }],
  ["exit now", { type: "say", text: "exit now" }],
  ["/exit", { type: "exit" }],
  ["", { type: "nothing" }],
  [" \t ", { type: "nothing" }],
  ["//who", { type: "say", text: "/who" }],
  ["/who", { type: "who" }],
  ["/history", { type: "older" }],
  ["/older", { type: "older" }],
  ["/help", { type: "help" }],
  ["/search  two  words ", { type: "search", text: "two  words" }],
  ["/search ", mistake(/Use: \/search TEXT/)],
  ["/msg bob  psst  you", { type: "tell", to: "bob", text: "psst  you" }],
  ["/msg BOB psst", { type: "tell", to: "bob", text: "psst" }],
  ["/msg ada lovelace psst", { type: "tell", to: "Ada Lovelace", text: "psst" }],
  ["/msg eve psst", { type: "tell", to: "eve", text: "psst" }],
  ["/msg bob\npsst\n you", { type: "tell", to: "bob", text: "psst\n you" }],
  ["/msg Jose\u0301 B psst", { type: "tell", to: "Jos\u00e9 B", text: "psst" }],
  ["/msg bob", mistake(/Use: \/msg NAME TEXT/)],
  ["/msg", mistake(/Use: \/msg NAME TEXT/)],
  ["/hsitory", mistake(/did you mean \/history\?/)],
  ["/odler", mistake(/did you mean \/older\?/)],
  ["/dance", mistake(/"\/dance"; \/help shows/)],
  ["/constructor", mistake(/Unknown command/)],
  ["/\x1b[2J", mistake(/"\/\\u001b\[2J"/)],
])("parseLine() reads %j", (line, typed) => {
  expect(parseLine(line, members)).toEqual(typed);
});

test("HELP names every command", () => {
  expect(HELP.join("\n")).toMatch(/\/msg NAME TEXT.*\n\/who.*\n.*\/older/);
});
