import { expect, test } from "vitest";
import { parseWhole } from "./parse-whole.ts";

test.each(["10", "15", "20", "0015"])("parseWhole() reads %j between 10 and 20", (text) => {
  expect(parseWhole(10, 20)(text)).toEqual({ ok: true, value: Number(text) });
});

test.each(["", "9", "21", "-15", "+15", "1.5e1", "15 ", "0x0f", "9".repeat(400)])(
  "parseWhole() refuses %j between 10 and 20",
  (text) => {
    const reason = "it is a whole number, 10 to 20";
    expect(parseWhole(10, 20)(text)).toEqual({ ok: false, reason });
    expect(parseWhole(10, 20, "no")(text)).toEqual({ ok: false, reason: "no" });
  },
);
