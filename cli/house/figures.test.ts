import { expect, test } from "vitest";
import { type Figure, figuresOf, figuresText, isBroken } from "./figures.ts";
import { readHouse, readParts } from "./read-house.ts";

const lines = (count: number) => "x\n".repeat(count);

const HOUSE = new Map([
  ["labs/01-echo/server.ts", 'import "../../shared/net/listen.ts";\n'],
  ["labs/09-chat/room/door.ts", lines(29)],
  ["labs/09-chat/gui/door.ts", lines(30)],
  ["shared/net/listen.ts", 'import "../log/log.ts";\n'],
  ["shared/log/log.ts", 'import "../net/listen.ts";\n'],
]);

test("figuresOf() measures each part, whose limits hold", () => {
  const copy = new Map([
    ["server.ts", lines(1_201)],
    ["client.ts", ""],
  ]);
  const found = figuresOf(HOUSE, [{ number: "09a", copy, page: lines(351) }]);
  const ofPart = found.filter(({ about }) => about.startsWith("part 09a"));
  expect(ofPart.map(({ today, aim }) => [today, aim])).toEqual([
    [2, 20],
    [1_201, 1_200],
    [351, 350],
  ]);
  expect(ofPart.map(isBroken)).toEqual([false, true, true]);
});

const todayOf = (about: string) => figuresOf(HOUSE).find((figure) => figure.about === about)?.today;

test("figuresOf() measures each figure", () => {
  expect(todayOf("labs/01-echo/server.ts: files reached")).toBe(3);
  expect(todayOf("labs/01-echo/server.ts: lines reached")).toBe(3);
  expect(todayOf("lab 09: files")).toBe(2);
  expect(todayOf("lab 09: files under 30 lines")).toBe(1);
  expect(todayOf("lab 09: file names used more than once")).toBe(1);
  expect(todayOf("pairs of folders that import each other")).toBe(1);
});

const NOT_YET: Figure = { about: "files", today: 18, aim: 8 };
const HELD: Figure = { about: "pairs", today: 1, aim: 0, isHeld: true, counted: ["a and b"] };

test("isBroken() is true only for a figure over an aim that was met before", () => {
  expect(isBroken(NOT_YET)).toBe(false);
  expect(isBroken({ about: "lines", today: 1_000 })).toBe(false);
  expect(isBroken(HELD)).toBe(true);
  expect(isBroken({ ...HELD, today: 0 })).toBe(false);
});

test("figuresText() shows each figure beside its aim, and below what is too much", () => {
  const met: Figure = { about: "lines", today: 300, aim: 350, counted: ["not shown"] };
  const figures = [NOT_YET, met, { ...met, isHeld: true }, { about: "other", today: 3 }, HELD];
  expect(figuresText(figures).split("\n")).toEqual([
    "        today     aim",
    "files      18       8  not yet",
    "lines     300     350  met: set its isHeld",
    "lines     300     350  met",
    "other       3",
    "pairs       1       0  was met before",
    "",
    "pairs:",
    "  a and b",
  ]);
});

test("no figure of this project is over an aim that was met before", () => {
  const figures = figuresOf(readHouse(), readParts());
  expect(figures.filter(({ today }) => today > 0).length).toBeGreaterThan(10);
  expect(figures.filter(isBroken)).toEqual([]);
});
