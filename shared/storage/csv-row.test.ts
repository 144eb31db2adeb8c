import fc from "fast-check";
import { expect, test } from "vitest";
import { closedCsvLine, csvCells, csvLine } from "./csv-row.ts";

/** Any text, half letters and control characters included, with more of what is special here. */
const anyText = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."\\nru0a\n\r\t,;\"'=+-@ \u2028\u2029\u0085\ufeff") }),
);
const anyCells = fc.array(anyText, { minLength: 1, maxLength: 5 });

test("csvCells() gives back what csvLine() was given", () => {
  fc.assert(
    fc.property(anyCells, (cells) => {
      expect(csvCells(csvLine(cells))).toEqual(cells);
    }),
    { numRuns: 2_000 },
  );
});

test("closedCsvLine() makes a line of the same cells, and no part of it has as many", () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 2, maxLength: 5 }), (cells) => {
      const line = closedCsvLine(cells);
      expect(csvCells(line)).toEqual(cells);
      for (let end = 0; end < line.length; end++) {
        const part = cellsIn(line.slice(0, end));
        expect(part?.length === cells.length && part.at(-1) !== "").toBe(false);
      }
    }),
    { numRuns: 100 },
  );
});

test("csvLine() makes one line that survives UTF-8", () => {
  fc.assert(
    fc.property(anyCells, (cells) => {
      const line = csvLine(cells);
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(Buffer.from(line).toString()).toBe(line);
    }),
    { numRuns: 2_000 },
  );
});

test("csvLine() writes no cell as a formula", () => {
  fc.assert(
    fc.property(anyText, (cell) => {
      expect(csvLine([cell])).not.toMatch(/^"?[=+\-@\t]/);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  [["127.0.0.2", "Ada"], "127.0.0.2,Ada"],
  [["O'Brien, Anna", 'the "Countess"'], '"O\'Brien, Anna","the ""Countess"""'],
  [["two\nlines", "\r", "back\\slash"], "two\\nlines,\\r,back\\\\slash"],
  [["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"], "'=1+1,'+1,'-1,'@SUM(A1),\\u0009=1"],
  [["'quoted'", "''"], "''quoted'," + "'''"],
  [["", ""], '"",""'],
  [["__proto__", "\x1b[31m", "\ud800"], "__proto__,\\u001b[31m,\\ud800"],
])("csvLine(%j) is %s", (cells, line) => {
  expect(csvLine(cells)).toBe(line);
  expect(csvCells(line)).toEqual(cells);
});

test.each([
  ["C:\\data,\\x41,\\", ["C:\\data", "\\x41", "\\"]],
  ["a,,b", ["a", "", "b"]],
  ['" a ", b ', [" a ", " b "]],
])("csvCells(%j), which csvLine() would not write, is %j", (line, cells) => {
  expect(csvCells(line)).toEqual(cells);
});

test.each(['"open', 'a"b', '"a"b,c'])("csvCells(%j) throws: the quotes do not fit", (line) => {
  expect(() => csvCells(line)).toThrow(/quote/i);
});

// From csv-spectrum 2.0.0 (https://github.com/maxogden/csv-spectrum, BSD-2-Clause): the files whose
// cells hold no line break, and that keep to RFC 4180.
test.each([
  [
    "comma_in_quotes",
    'first,last,address,city,zip\nJohn,Doe,120 any st.,"Anytown, WW",08123',
    [["John", "Doe", "120 any st.", "Anytown, WW", "08123"]],
  ],
  [
    "empty",
    'a,b,c\n1,"",""\n2,3,4',
    [
      ["1", "", ""],
      ["2", "3", "4"],
    ],
  ],
  [
    "escaped_quotes",
    'a,b\n1,"ha ""ha"" ha"\n3,4',
    [
      ["1", 'ha "ha" ha'],
      ["3", "4"],
    ],
  ],
  [
    "json",
    'key,val\n1,"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"',
    [["1", '{"type": "Point", "coordinates": [102.0, 0.5]}']],
  ],
  [
    "utf8",
    "a,b,c\n1,2,3\n4,5,ʤ",
    [
      ["1", "2", "3"],
      ["4", "5", "ʤ"],
    ],
  ],
])("csvCells() reads csv-spectrum's %s, and csvLine() keeps it", (_name, text, rows) => {
  const read = text.split("\n").slice(1).map(csvCells);
  expect(read).toEqual(rows);
  expect(read.map((row) => csvCells(csvLine(row)))).toEqual(rows);
});

/** The cells of a line; undefined when its quotes do not fit together. */
function cellsIn(line: string): string[] | undefined {
  try {
    return csvCells(line);
  } catch {
    return undefined;
  }
}
