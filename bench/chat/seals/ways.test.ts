import { describe, expect, test } from "vitest";
import { recordsOf, WAYS } from "./ways.ts";

describe("recordsOf()", () => {
  test("puts texts into one list as long as they fit", () => {
    expect(recordsOf(["1", "2"])).toEqual(["[1,2]"]);
  });

  test("begins another list where the limit is reached, and loses nothing", () => {
    const texts = Array.from({ length: 200 }, (_, number) => `"${String(number).repeat(50)}"`);
    const records = recordsOf(texts);
    expect(records.length).toBeGreaterThan(1);
    for (const record of records) expect(record.length).toBeLessThanOrEqual(6001);
    expect(records.flatMap((record) => JSON.parse(record)).length).toBe(200);
  });
});

test.each(WAYS)("$name makes bytes for every member", ({ open }) => {
  const event = { type: "notice", text: "hello" } as const;
  expect(open(10)([event, event])).toBeGreaterThan(open(5)([event, event]));
});
