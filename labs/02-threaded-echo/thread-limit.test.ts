import { expect, test } from "vitest";
import { HIGHEST_THREAD_LIMIT, parseThreadLimit } from "./thread-limit.ts";

test.each(["1", "64", String(HIGHEST_THREAD_LIMIT)])("parseThreadLimit() takes %j", (text) => {
  expect(parseThreadLimit(text)).toEqual({ ok: true, value: Number(text) });
});

test.each(["", "0", "-1", "1.5", "1e2", " 8", "many", String(HIGHEST_THREAD_LIMIT + 1)])(
  "parseThreadLimit() refuses %j with a reason",
  (text) => expect(parseThreadLimit(text)).toEqual({ ok: false, reason: expect.any(String) }),
);
