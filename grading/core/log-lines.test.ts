import { expect, test } from "vitest";
import { logLine } from "../../shared/logging/log-line.ts";
import { entriesOf, parseEntry } from "./log-lines.ts";

const TIME = "2026-11-22T01:02:03.456Z";

test("parseEntry() reads back what logLine() writes", () => {
  const fields = { connection: 1, text: 'a "b"\\ c=\n\x1b\u202e🙂', empty: "" };
  const line = logLine(new Date(TIME), "warn", "received", fields);
  expect(parseEntry(line)).toEqual({
    time: TIME,
    level: "warn",
    event: "received",
    fields: { ...fields, connection: "1" },
  });
});

test.each([
  ["hello", /A line is TIME LEVEL EVENT/],
  ["2026-11-22 01:02:03 info starting", /The time is UTC in ISO form/],
  [`${TIME} INFO starting`, /The level is info, warn or error/],
  [`${TIME} info received text=a b`, /stands in quotation marks.*It stands here: {2}b/],
  [`${TIME} info received text=`, /It stands here: {2}text=/],
  [`${TIME} info received text="a`, /stands in quotation marks/],
  [`${TIME} info received text="\\x"`, /no JSON string/],
  [`${TIME} info received text="\u0085"`, /U\+0085 as it is/],
])("parseEntry() of %j says what is wrong", (line, reason) => {
  expect(parseEntry(line)).toMatch(reason);
});

test("entriesOf() leaves out a line that has no end yet", () => {
  const text = `${TIME} info starting\n${TIME} info listen`;
  expect(entriesOf(text)).toMatchObject({ good: [{ event: "starting" }] });
  expect(entriesOf("hello\n")).toMatchObject({ line: "hello" });
});
