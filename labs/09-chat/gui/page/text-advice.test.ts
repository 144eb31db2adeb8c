import { expect, test } from "vitest";
import { counterText, textAdvice, typedText } from "./text-advice.ts";

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
