import fc from "fast-check";
import { expect, test } from "vitest";
import { keyOf } from "./name-key.ts";

test.each([
  ["Ada", "aDA"],
  ["Zoë", "ZOE\u0308"],
  ["ЖАННА", "жанна"],
])("keyOf() is the same for %s and %s", (one, other) => {
  expect(keyOf(one)).toBe(keyOf(other));
});

test("keyOf() tells names apart that differ in more than the size of their letters", () => {
  for (const other of ["adda", "a da", "аda", "áda"]) expect(keyOf(other)).not.toBe(keyOf("ada"));
});

test("keyOf() of a key is that key", () => {
  const anyName = fc.string({ unit: "grapheme" });
  fc.assert(fc.property(anyName, (name) => keyOf(keyOf(name)) === keyOf(name)));
});
