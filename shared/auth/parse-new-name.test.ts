import { expect, test } from "vitest";
import { parseNewName } from "./parse-new-name.ts";

test.each([
  "Ada",
  "O'Brien, Anna",
  "__proto__",
  "Владимир",
  "李小龍",
  "Ken 山田たろう",
  "김민준 Kim",
  "👩‍🔬 Ada",
  "ada ❤️",
  "Zoë",
  "שרה",
  "مریم",
  "राम",
  "ᏣᎳᎩ",
  "Ada 2",
])("parseNewName(%j) is a name", (name) => {
  expect(parseNewName(name)).toEqual({ ok: true, value: name });
});

test.each([
  ["a\u200dda", "invisible"],
  ["ada\ufe0f", "invisible"],
  ["ada1\ufe0f", "invisible"],
  ["ad\u00ada", "invisible"],
  ["ada\u3164", "invisible"],
  ["ada\u{e0061}", "invisible"],
  ["\u202eada", "control character"],
  ["", "nothing to be seen"],
  ["\u0338ada", "accents"],
  [`a${"\u0301".repeat(6)}`, "accents"],
  ["Аda", "alphabets"],
  ["Αda", "alphabets"],
  ["adа", "alphabets"],
  ["ada שרה", "alphabets"],
  ["Aᏼa", "alphabets"],
])("parseNewName(%j) is refused: %s", (text, reason) => {
  expect(parseNewName(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
});
