import {
  appendFile,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canFillDisk, onFullDisk } from "../testing/full-disk.ts";
import { CsvFile } from "./csv-file.ts";

const COLUMNS = ["address", "name"] as const;
const ADA = { address: "127.0.0.2", name: "Ada" };
const GRACE = { address: "127.0.0.3", name: "Grace" };

let folder: string;
let path: string;
let reports: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "csv-file-"));
  path = join(folder, "names.csv");
  reports = [];
});

afterEach(() => rm(folder, { recursive: true }));

function open() {
  return CsvFile.open(path, COLUMNS, (what) => reports.push(what));
}

/** What is in the file when it is opened again. */
async function rowsAgain() {
  const { file, rows } = await open();
  await file.close();
  return rows;
}

test("CsvFile.open() makes a file that only its owner can read", async () => {
  expect(await rowsAgain()).toEqual([]);
  expect(await readFile(path, "utf8")).toBe("address,name\n");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(reports).toEqual([]);
});

test("CsvFile keeps rows, whatever their cells hold", async () => {
  const anyRow = fc.record({ address: fc.string({ unit: "binary" }), name: fc.string() });
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow), async (rows) => {
      const { file } = await open();
      await file.replaceAll(rows.slice(0, 2));
      await Promise.all(rows.slice(2).map((row) => file.append(row)));
      await file.close();
      expect(await rowsAgain()).toEqual(rows);
    }),
    { numRuns: 30 },
  );
  expect(reports).toEqual([]);
});

test("CsvFile.append() returns when the row is in the file", async () => {
  const { file } = await open();
  await file.append(ADA);
  expect(await readFile(path, "utf8")).toBe("address,name\n127.0.0.2,Ada\n");
  await file.close();
});

test.each<[string, () => Promise<void>, string]>([
  ["is removed", () => rm(path), "address,name\n"],
  ["is emptied", () => writeFile(path, ""), "address,name\n"],
  ["is moved away", () => rename(path, `${path}.old`), "address,name\n"],
  [
    "is saved by an editor as a new file",
    async () => {
      await writeFile(`${path}~`, "address,name\n127.0.0.9,Eve");
      await rename(`${path}~`, path);
    },
    "address,name\n127.0.0.9,Eve\n",
  ],
  ["is changed in its place", () => writeFile(path, "address,name\n"), "address,name\n"],
])(
  "CsvFile.append() writes into the file that has the name when the old one %s",
  async (_what, change, before) => {
    const { file } = await open();
    await file.append(ADA);
    await change();
    await Promise.all([file.append(GRACE), file.append(ADA)]);
    await file.append(GRACE);
    await file.close();
    const rows = "127.0.0.3,Grace\n127.0.0.2,Ada\n127.0.0.3,Grace\n";
    expect(await readFile(path, "utf8")).toBe(before + rows);
  },
);

test("CsvFile.replaceAll() takes its turn among the rows that are added", async () => {
  const { file } = await open();
  const before = file.append({ address: "before", name: "" });
  const replacing = file.replaceAll([ADA]);
  const behind = file.append(GRACE);
  await Promise.all([before, replacing, behind]);
  await file.close();
  expect(await rowsAgain()).toEqual([ADA, GRACE]);
  expect(await readdir(folder)).toEqual(["names.csv"]);
});

test("CsvFile.copyTo() copies what was added so far into a file that is not there yet", async () => {
  const { file } = await open();
  const before = file.append(ADA);
  const copying = file.copyTo(`${path}.copy`);
  await Promise.all([before, copying, file.append(GRACE)]);
  expect(await readFile(`${path}.copy`, "utf8")).toBe("address,name\n127.0.0.2,Ada\n");
  expect((await stat(`${path}.copy`)).mode & 0o777).toBe(0o600);
  await expect(file.copyTo(`${path}.copy`)).rejects.toMatchObject({ code: "EEXIST" });
  await file.append(ADA);
  await file.close();
  expect(await rowsAgain()).toEqual([ADA, GRACE, ADA]);
});

test.skipIf(!canFillDisk)("CsvFile.copyTo() leaves no half of a copy on a full disk", async () => {
  const { file } = await open();
  await file.append({ address: "x".repeat(100_000), name: "" });
  const copy = join(folder, "copy.csv");
  await onFullDisk(50_000, () => expect(file.copyTo(copy)).rejects.toThrow());
  await file.copyTo(copy);
  expect((await stat(copy)).size).toBeGreaterThan(100_000);
  await file.close();
});

test("CsvFile.open() moves a torn last line aside", async () => {
  await writeFile(path, "address,name\n127.0.0.2,Ada\n127.0.0.3,Gra");
  const { file, rows } = await open();
  await file.append(GRACE);
  await file.close();
  expect(rows).toEqual([ADA]);
  expect(await rowsAgain()).toEqual([ADA, GRACE]);
  const [aside = ""] = (await readdir(folder)).filter((name) => name !== "names.csv");
  expect(aside).toMatch(/^names\.csv\.torn-/);
  expect(await readFile(join(folder, aside), "utf8")).toBe("127.0.0.3,Gra");
  expect(reports).toEqual([
    `the last line of names.csv has no line end and may be torn: moved to ${aside}; if it is whole, put it back with a line end`,
  ]);
});

test("CsvFile.open() moves lines aside that it cannot read, and uses the others", async () => {
  const bad = ["only one cell", "a,b,c", '"open,quote', "\xff\xfe,x"];
  const text = `address,name\n127.0.0.2,Ada\n\n${bad.join("\n")}\n127.0.0.3,Grace\n\n`;
  await writeFile(path, text, "latin1");
  expect(await rowsAgain()).toEqual([ADA, GRACE]);
  const [aside = ""] = (await readdir(folder)).filter((name) => name !== "names.csv");
  expect(await readFile(join(folder, aside), "latin1")).toBe(`${bad.join("\n")}\n`);
  expect(reports).toEqual([`lines 4, 5, 6, 7 of names.csv cannot be read: moved to ${aside}`]);
  expect(await rowsAgain()).toEqual([ADA, GRACE]);
  expect(reports).toHaveLength(1);
});

test("CsvFile.open() begins anew, and keeps the old file, when the header is another", async () => {
  await writeFile(path, "name,password\nAda,secret\n");
  expect(await rowsAgain()).toEqual([]);
  expect(reports).toEqual([
    expect.stringMatching(
      /^the first line of names\.csv is not address,name: all of it was moved to names\.csv\.damaged-/,
    ),
  ]);
  expect(await readdir(folder)).toHaveLength(2);
});

test.each([
  ["empty", "", []],
  ["a torn header", "addr", []],
  ["as a spreadsheet writes it", '\ufeffaddress,name\r\n127.0.0.2,"Ada"\r\n', [ADA]],
  ["in quotation marks all over", '"address","name"\r\n"127.0.0.2","Ada"\r\n', [ADA]],
  ["with empty lines", "address,name\n\n127.0.0.2,Ada\r\n\r\n\n", [ADA]],
])("CsvFile.open() reads a file that is %s", async (_what, text, rows) => {
  await writeFile(path, text);
  const { file, rows: found } = await open();
  expect(found).toEqual(rows);
  expect(reports.filter((what) => !what.includes("may be torn"))).toEqual([]);
  await file.append(GRACE);
  await file.close();
  expect(await rowsAgain()).toEqual([...rows, GRACE]);
});

test("CsvFile.open() throws a ProgramError when the file cannot be read", async () => {
  await expect(CsvFile.open(folder, COLUMNS, (what) => reports.push(what))).rejects.toThrow(
    `Cannot use ${folder}: `,
  );
});

test("CsvFile.close() waits for the rows under way, and nothing can be added behind it", async () => {
  const { file } = await open();
  const under = file.append(ADA);
  await file.close();
  await under;
  await expect(file.append(GRACE)).rejects.toThrow();
  expect(await rowsAgain()).toEqual([ADA]);
});

test("CsvFile forgets a temporary file that a crash has left", async () => {
  await appendFile(`${path}.new`, "half of");
  const { file } = await open();
  await file.replaceAll([ADA]);
  await file.close();
  expect(await rowsAgain()).toEqual([ADA]);
});
