import { expect, test } from "vitest";
import { freshIv } from "./fresh-iv.ts";

test("freshIv() gives 16 bytes, never the same twice, far beyond what is in stock", () => {
  const given = new Set<string>();
  for (let count = 0; count < 2_000; count++) {
    const iv = freshIv();
    expect(iv).toHaveLength(16);
    given.add(Buffer.from(iv).toString("hex"));
  }
  expect(given.size).toBe(2_000);
});
