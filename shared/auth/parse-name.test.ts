import fc from "fast-check";
import { expect, test } from "vitest";
import { parseName } from "./parse-name.ts";

test.each([
  "Ada",
  "O'Brien, Anna; =1+1",
  '"; DROP TABLE names; --',
  "__proto__",
  "constructor",
  "Владимир",
  "李小龍",
  "👩‍🔬 Ada",
  "=1+1",
  "C:\\new",
  "-",
  "0",
  "x".repeat(32),
  "🐙".repeat(32),
])("parseName(%j) is a name", (name) => {
  expect(parseName(name)).toEqual({ ok: true, value: name });
});

test.each([
  ["  Ada\u00a0 ", "Ada"],
  ["Jose\u0301", "José"],
  [` ${"e\u0301".repeat(32)} `, "é".repeat(32)],
])("parseName(%j) is %j", (text, name) => {
  expect(parseName(text)).toEqual({ ok: true, value: name });
});

test.each([
  ["", "nothing to be seen"],
  [" \u3000 ", "nothing to be seen"],
  ["\u200b\u200d", "nothing to be seen"],
  ["a\tb", "control character"],
  ["\x1b[31mAda", "control character"],
  ["Ada\u0000", "control character"],
  ["two\nlines", "control character"],
  ["two\u2028lines", "control character"],
  ["Ada\u0085x", "control character"],
  ["\u202eadA", "control character"],
  ["\ud83d", "control character"],
  ["Vladimir\ufffd", "control character"],
  ["x".repeat(33), "more than 32 letters"],
  ["x".repeat(10_000), "more than 32 letters"],
])("parseName(%j) is refused: %s", (text, reason) => {
  expect(parseName(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
});

test("parseName() takes each name that it has returned, as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const parsed = parseName(text);
      if (parsed.ok) expect(parseName(parsed.value)).toEqual(parsed);
    }),
    { numRuns: 1_000 },
  );
});
