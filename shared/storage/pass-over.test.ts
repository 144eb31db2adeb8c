import { expect, test } from "vitest";
import { passOver } from "./pass-over.ts";

test("passOver() names each row that is not taken by its line, and counts what is more than twenty", () => {
  const reports: string[] = [];
  const rows = Array.from({ length: 30 }, (_, at) => at);
  const left = passOver(
    rows,
    "names.csv",
    (what) => reports.push(what),
    (row, line) => {
      expect(line).toBe(row + 2);
      return row % 10 === 0 ? undefined : `it is ${row}`;
    },
  );
  expect(left).toEqual(rows.filter((row) => row % 10 !== 0));
  expect(reports.slice(0, 2)).toEqual([
    "line 3 of names.csv is passed over: it is 1",
    "line 4 of names.csv is passed over: it is 2",
  ]);
  expect(reports.slice(19)).toEqual([
    "line 24 of names.csv is passed over: it is 22",
    "7 more lines of names.csv are passed over",
  ]);
});
