import { expect, test } from "vitest";
import { parseBytes } from "./settings.ts";

test.each([
  ["1", 1],
  ["1048576", 1_048_576],
  ["4294967295", 4_294_967_295],
])("parseBytes() reads %s", (text, bytes) => {
  expect(parseBytes(text)).toEqual({ ok: true, value: bytes });
});

test.each(["", "0", "-1", "1.5", "1e3", "0x10", "100k", "4294967296"])(
  "parseBytes() refuses %j",
  (text) => {
    expect(parseBytes(text).ok).toBe(false);
  },
);
