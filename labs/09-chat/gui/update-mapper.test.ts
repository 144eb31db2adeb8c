import { expect, test } from "vitest";
import { whyRefused } from "./update-mapper.ts";

test("whyRefused() tells a person in a sentence, and when to try again", () => {
  expect(whyRefused({ type: "wrong" })).toBe(
    "The name or the password is wrong. If you are new here, choose Register.",
  );
  expect(whyRefused({ type: "taken" })).toMatch(/is taken/);
  expect(whyRefused({ type: "refused", reason: "too many attempts", retryAfterMs: 1_200 })).toBe(
    "Too many attempts. Try again in 2 seconds.",
  );
  expect(whyRefused({ type: "refused", reason: "The server stops.", retryAfterMs: 900 })).toBe(
    "The server stops. Try again in a second.",
  );
  expect(whyRefused({ type: "refused", reason: "" })).toBe(".");
});
