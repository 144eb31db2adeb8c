import { expect, test } from "vitest";
import { refusal } from "../b-accounts/credentials.ts";
import type { Typed } from "./parse-line.ts";
import { runCommand } from "./run-command.ts";

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
    members: ["ada", "b\x1b"],
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
  [{ type: "who" }, ["> here: ada, b\\u001b"]],
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

test("refusal() says the deed, the cause and the next step", () => {
  expect(refusal({ type: "taken" }).message).toMatch(/^Cannot log in: that name is taken; choose/);
  expect(refusal({ type: "refused", reason: "too many\x1b", retryAfterMs: 1_200 }).message).toBe(
    "Cannot log in: too many\\u001b; try again in 2 s",
  );
});
