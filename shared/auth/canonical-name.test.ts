import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalName } from "./canonical-name.ts";

test.each([
  ["Ada", "aDA"],
  ["Zoë", "ZOE\u0308"],
  ["ЖАННА", "жанна"],
])("canonicalName() is the same for %s and %s", (one, other) => {
  expect(canonicalName(one)).toBe(canonicalName(other));
});

test("canonicalName() tells names apart that differ in more than the size of their letters", () => {
  for (const other of ["adda", "a da", "аda", "áda"])
    expect(canonicalName(other)).not.toBe(canonicalName("ada"));
});

test("canonicalName() of a key is that key", () => {
  const anyName = fc.string({ unit: "grapheme" });
  fc.assert(
    fc.property(anyName, (name) => canonicalName(canonicalName(name)) === canonicalName(name)),
  );
});
