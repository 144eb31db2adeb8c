import fc from "fast-check";
import { expect, test } from "vitest";
import { isVisible, visibleText } from "./visible-text.ts";

test.each([
  ["turned round", "abc\u202edef", "abcdef"],
  ["marks of direction", "a\u200eb\u200fc\u061cd\u2066e\u2069", "abcde"],
  ["Unicode's line ends", "one\u2028two\u2029three", "one\ntwo\nthree"],
  ["zero width", "a\u200bb\u2060c\ufeffd\u00ade", "abcde"],
  ["joiners between letters that do not join", "a\u200dd\u200ca", "ada"],
  ["a selector behind a letter", "ada\ufe0f", "ada"],
  ["a selector behind a digit", "ada1\ufe0f", "ada1"],
  ["words in tag characters", "hi\u{e0068}\u{e0069}", "hi"],
  ["fillers", "\u3164\u115f\uffa0x", "x"],
  ["selectors of every range", "a\u180b\ufe01\u{e0100}", "a"],
  ["an interlinear note", "a\ufff9b\ufffac\ufffb", "abc"],
])("visibleText() takes out %s", (_what, text, visible) => {
  expect(visibleText(text)).toBe(visible);
});

test.each([
  "plain text, with a tab\tand a line end\n",
  "👩‍🔬 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇺🇦 👋🏽",
  "می\u200cخواهم",
  "क्\u200dष",
  "Zoë Владимир 李小龍 שלום",
])("visibleText() leaves %j as it is", (text) => {
  expect(visibleText(text)).toBe(text);
});

test("visibleText() has nothing to take out of what it has returned", () => {
  const anyText = fc.string({ unit: "binary" });
  const special = fc.string({
    unit: fc.constantFrom("a", "م", "\u200d", "\ufe0f", "👩", "🔬", "1", "\u2028"),
  });
  fc.assert(
    fc.property(fc.oneof(anyText, special), (text) => {
      expect(visibleText(visibleText(text))).toBe(visibleText(text));
    }),
    { numRuns: 100 },
  );
});

test.each(["", " \n\t", "\u200b\u200d", "\u2800\u3164", "\u0301"])(
  "isVisible(%j) is false",
  (text) => {
    expect(isVisible(text)).toBe(false);
  },
);

test.each(["a", ".", "❤️", "⠁", "李"])("isVisible(%j) is true", (text) => {
  expect(isVisible(text)).toBe(true);
});
