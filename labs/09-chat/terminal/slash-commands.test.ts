import { expect, test } from "vitest";
import { HELP, parseLine, runCommand, type Typed } from "./slash-commands.ts";

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

/** What a typed line does, and what is explained. */
function run(typed: Typed): string[] {
  const done: string[] = [];
  const client = {
    say: (text: string) => `say ${done.push(`say ${text}`)}`,
    tell: (to: string, text: string) => `tell ${done.push(`tell ${to} ${text}`)}`,
    older: () => void done.push("older"),
    search: (text: string) => void done.push(`search ${text}`),
  };
  runCommand(typed, {
    client,
    members: ["ada", "bob"],
    explain: (line) => done.push(`> ${line}`),
  });
  return done;
}

test.each<[Typed, string[]]>([
  [{ type: "say", text: "hello" }, ["say hello"]],
  [{ type: "tell", to: "bob", text: "psst" }, ["tell bob psst"]],
  [{ type: "search", text: "lunch" }, ["search lunch"]],
  [
    { type: "tell", to: "n".repeat(7_000), text: "psst" },
    ["> Cannot send this: nobody has a name of more than 32 characters"],
  ],
  [{ type: "older" }, ["older"]],
  [{ type: "who" }, ["> here: ada, bob"]],
  [{ type: "mistake", explanation: "Use: /msg" }, ["> Use: /msg"]],
  [{ type: "nothing" }, []],
  [{ type: "exit" }, []],
  [{ type: "say", text: "a\x07" }, ["> Cannot send this: a text holds no control characters"]],
])("runCommand() does %j", (typed, done) => {
  expect(run(typed)).toEqual(done);
});

test("runCommand() does not send a text that is too long", () => {
  expect(run({ type: "say", text: "я".repeat(1_001) })).toEqual([
    "> Cannot send this: a text has at most 2000 bytes",
  ]);
});
