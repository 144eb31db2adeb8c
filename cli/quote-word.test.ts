import { expect, test } from "vitest";
import { quoteWord } from "./quote-word.ts";

test.skipIf(process.platform === "win32").each([
  ["--port", "--port"],
  ["a/b.c:1", "a/b.c:1"],
  ["my folder", '"my folder"'],
  ["it's", '"it\'s"'],
  ["$HOME", "'$HOME'"],
  ["a'$b", "'a'\\''$b'"],
  ["", '""'],
])("quoteWord(%j) is %s", (word, quoted) => {
  expect(quoteWord(word)).toBe(quoted);
});
