import { expect, test } from "vitest";
import { counterText, textProblem, typedText } from "./text-problem.ts";

test("textProblem() counts bytes, not letters", () => {
  expect(textProblem("x".repeat(2_000))).toBeUndefined();
  expect(textProblem("x".repeat(2_001))).toBe("Too long by 1 byte.");
  expect(textProblem("й".repeat(1_000))).toBeUndefined();
  expect(textProblem("й".repeat(1_001))).toBe("Too long by 2 bytes.");
});

test.each(["", "  \n ", "\u200d", "\u2800"])(
  "textProblem(%j) asks for something to be seen",
  (text) => {
    expect(textProblem(text)).toBe("Write something first.");
  },
);

test("textProblem() lets through line ends and tabs, and no other control characters", () => {
  expect(textProblem("a\n\tb")).toBeUndefined();
  for (const text of ["a\rb", "a\u001b[2J", "a\u0000", "a\u0085", "a\ud800"]) {
    expect(textProblem(text), JSON.stringify(text)).toContain("cannot be sent");
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
