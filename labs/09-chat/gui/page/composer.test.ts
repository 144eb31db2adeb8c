import { expect, test } from "vitest";
import { counterText, runPageCommand, textAdvice, typedText } from "./composer.ts";

test("textAdvice() counts bytes, not letters", () => {
  expect(textAdvice("x".repeat(2_000))).toBeUndefined();
  expect(textAdvice("x".repeat(2_001))).toBe("Too long by 1 byte.");
  expect(textAdvice("й".repeat(1_000))).toBeUndefined();
  expect(textAdvice("й".repeat(1_001))).toBe("Too long by 2 bytes.");
});

test.each(["", "  \n ", "\u200d", "\u2800"])(
  "textAdvice(%j) asks for something to be seen",
  (text) => {
    expect(textAdvice(text)).toBe("Write something first.");
  },
);

test("textAdvice() lets through line ends and tabs, and no other control characters", () => {
  expect(textAdvice("a\n\tb")).toBeUndefined();
  for (const text of ["a\rb", "a\u001b[2J", "a\u0000", "a\u0085", "a\ud800"]) {
    expect(textAdvice(text), JSON.stringify(text)).toContain("cannot be sent");
  }
});

test("counterText() says nothing while there is room", () => {
  expect(counterText("x".repeat(1_600))).toBe("");
  expect(counterText("x".repeat(1_601))).toBe("399 bytes left");
  expect(counterText("x".repeat(1_999))).toBe("1 byte left");
  expect(counterText("x".repeat(2_010))).toBe("-10 bytes left");
});

test.each([
  ["  two\n    four  \n", "  two\n    four"],
  ["\n \n\tindented", "\tindented"],
  ["a\n /msg bob", "a\n /msg bob"],
  [" \n ", ""],
])("typedText(%j) keeps the indentation", (typed, text) => {
  expect(typedText(typed)).toBe(text);
});

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
