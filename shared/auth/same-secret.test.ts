import fc from "fast-check";
import { expect, test } from "vitest";
import { isSameSecret } from "./same-secret.ts";

test("isSameSecret() agrees with ===", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (one, other) => {
      expect(isSameSecret(one, other)).toBe(one === other);
      expect(isSameSecret(one, one)).toBe(true);
      expect(isSameSecret(one, `${one}x`)).toBe(false);
    }),
  );
});
