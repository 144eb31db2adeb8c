import { expect, test } from "vitest";
import type { TimelineItem } from "../client/updates.ts";
import type { Message } from "../protocol/messages.ts";
import { colourOf, PersonView, paintFor, wrap } from "./person-view.ts";

const time = "2026-11-22T09:30:00.000Z";
const message: Message = { number: 1, time, from: "ada", text: "hello" };

function viewOf({ columns = 40, isPainted = false } = {}) {
  const paint = (colour: string, text: string) => (isPainted ? `<${colour} ${text}>` : text);
  const options = { paint, columns: () => columns, timeZone: "UTC" };
  return new PersonView(options, new Date(time));
}

test.each<[TimelineItem, string[]]>([
  [{ type: "message", ...message }, ["09:30 ada: hello"]],
  [{ type: "private", time, from: "ada", to: "bob", text: "psst" }, ["09:30 ada -> bob: psst"]],
  [{ type: "joined", name: "bob", time }, ["      * bob has joined"]],
  [{ type: "left", name: "bob", time }, ["      * bob has left"]],
  [{ type: "notice", text: "soon\nover", time }, ["      * soon\\nover"]],
])("PersonView shows %j", (event, rows) => {
  expect(viewOf().rowsOf(event)).toEqual(rows);
});

test("PersonView keeps what others say to the right of the time", () => {
  const text = "one\n09:31 bob: two  \n\tthree four five six seven eight nine ten";
  expect(
    viewOf()
      .rowsOf({ type: "message", ...message, text })
      .join("\n"),
  ).toBe(
    [
      "09:30 ada: one",
      "      09:31 bob: two",
      "          three four five six seven",
      "          eight nine ten",
    ].join("\n"),
  );
});

test("PersonView lets no command through to the terminal", () => {
  const hostile = { ...message, from: "\x1b[2Jada", text: "\x1b]0;x\x07\r\u202ea" };
  const shown = viewOf({ columns: 80 })
    .rowsOf({ type: "message", ...hostile })
    .join("\n");
  expect(shown).toBe("09:30 \\u001b[2Jada: \\u001b]0;x\\u0007\\u000d\\u202ea");
});

test("PersonView says which day it is when it is another one", () => {
  const view = viewOf();
  const before = { ...message, time: "2026-11-21T23:59:00.000Z" };
  const [rule, row] = view.rowsOf({ type: "message", ...before });
  expect(rule).toMatch(/^──── Saturday,? 21 November 2026 /);
  expect(row).toBe("23:59 ada: hello");
  expect(view.rowsOf({ type: "message", ...before })).toEqual(["23:59 ada: hello"]);
  expect(view.rowsOf({ type: "message", ...message })).toHaveLength(2);
});

test("PersonView puts a rule between the past and the present", () => {
  const view = viewOf({ columns: 40 });
  expect(view.rowsOfPage([message], true, "join")).toEqual([
    "09:30 ada: hello",
    "──── said before; /older shows more ────",
  ]);
  expect(view.rowsOfPage([], false, "join")).toEqual([]);
  expect(view.rowsOfPage([message], false, "search")).toEqual([
    "──── found ─────────────────────────────",
    "09:30 ada: hello",
    "──── found ─────────────────────────────",
  ]);
  expect(view.rowsOfPage([], false, "older")).toEqual(["──── nothing said before ───────────────"]);
});

test("PersonView keeps its own rows within a narrow terminal", () => {
  const view = viewOf({ columns: 20 });
  const long = { ...message, text: "one\n".repeat(40) };
  const rows = view.rowsOfPage([long], true, "join").join("\n").split("\n");
  expect(rows.slice(-6)).toEqual([
    "      … 22 more",
    "      rows; /full",
    "      shows them",
    "      said before;",
    "      /older shows",
    "      more",
  ]);
  for (const row of rows) expect(row.length).toBeLessThanOrEqual(20);
});

test("PersonView paints each name in its own colour, wherever it stands", () => {
  const view = viewOf({ isPainted: true, columns: 80 });
  const ada = `<${colourOf("ada")} ada>`;
  expect(view.rowsOf({ type: "message", ...message })).toEqual([`<dim 09:30> ${ada}: hello`]);
  const toAda = { type: "private", time, from: "bob", to: "ada", text: "psst" } as const;
  expect(view.rowsOf(toAda)[0]).toContain(`-> ${ada}: <magenta psst>`);
  expect(colourOf("ADA")).toBe(colourOf("ada"));
  expect(new Set([..."abcdefghijklmnop"].map(colourOf)).size).toBeGreaterThan(5);
});

test("paintFor() paints nothing where there is no terminal", () => {
  expect(paintFor(process.stdin as unknown as NodeJS.WritableStream)("red", "x")).toBe("x");
});

test("wrap() keeps the indent of a line, and cuts words that are too long", () => {
  expect(wrap("  one two three", 9)).toEqual(["  one two", "  three"]);
  expect(wrap("abcdefgh", 3)).toEqual(["abc", "def", "gh"]);
  expect(wrap("", 10)).toEqual([""]);
  expect(wrap("      x", 4)).toEqual(["  x"]);
  expect(wrap("abc", 0)).toEqual(["a", "b", "c"]);
});
