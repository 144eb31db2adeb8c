import { expect, test } from "vitest";
import { parseMilliseconds } from "./limits.ts";

test.each(["1", "60000", "2147483647"])("parseMilliseconds(%j) is a time", (text) => {
  expect(parseMilliseconds(text)).toEqual({ ok: true, value: Number(text) });
});

test.each(["", "0", "-5", "1.5", "1e3", "5 s", " 5", "2147483648", "9".repeat(400)])(
  "parseMilliseconds(%j) is refused",
  (text) => {
    expect(parseMilliseconds(text).ok).toBe(false);
  },
);
