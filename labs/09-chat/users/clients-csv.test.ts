import {
  chmodSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { logTo } from "../../../shared/logging/log.ts";
import { logLine } from "../../../shared/logging/log-line.ts";
import { csvCells, csvLine } from "../../../shared/storage/csv-row.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { FernetKey, sealToken } from "../a-channel/fernet.ts";
import { ClientRows, deriveKey, makeKeyFile, openClientsCsv, readKeyFile } from "./clients-csv.ts";

const RECORD =
  "$scrypt$ln=4,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

async function opened(folder = temporaryFolder()) {
  const told: string[] = [];
  const log = logTo((...line) => told.push(logLine(new Date(), ...line).slice(25)));
  const store = await openClientsCsv(folder, log);
  onTestFinished(() => store.close().catch(() => {}));
  return { store, folder, told };
}

/** A folder with these users in it. */
async function folderOf(...names: string[]): Promise<string> {
  const { store, folder } = await opened();
  for (const name of names) {
    await store.add({ name, password: RECORD, address: "203.0.113.7", registered: "2026-11-22" });
  }
  await store.close();
  return folder;
}

const pathIn = (folder: string) => join(folder, "clients.csv");
const textIn = (folder: string) => readFileSync(pathIn(folder), "utf8");

/** Lets a person edit the rows, who has no key. */
function edit(folder: string, change: (rows: string[][]) => string[][]): void {
  const [header = "", ...lines] = textIn(folder).trimEnd().split("\n");
  const rows = change(lines.map(csvCells));
  writeFileSync(pathIn(folder), [header, ...rows.map(csvLine), ""].join("\n"));
}

test("clients.csv tells nobody who is in it", async () => {
  // Names so long that no random letters make one.
  const folder = await folderOf("ada-lovelace", "grace-hopper");
  const [header, ...rows] = textIn(folder).trimEnd().split("\n");
  expect(header).toBe("index,record");
  for (const row of rows) expect(row).toMatch(/^'?[A-Za-z0-9_-]{43},[A-Za-z0-9_-]+={0,2}$/);
  for (const secret of ["ada-lovelace", "grace-hopper", "203.0.113", "scrypt"])
    expect(textIn(folder)).not.toContain(secret);
});

test("clients.csv finds the same name under the same index, and another under another", async () => {
  const folder = await folderOf("Ada");
  const before = textIn(folder);
  const { store } = await opened(folder);
  await store.clear();
  await store.add({ name: "aDA", password: RECORD, address: "", registered: "" });
  await store.add({ name: "bob", password: RECORD, address: "", registered: "" });
  const indexes = [before, textIn(folder)].flatMap((text) =>
    text
      .split("\n")
      .slice(1, -1)
      .map((line) => line.split(",")[0]),
  );
  expect(indexes[0]).toBe(indexes[1]);
  expect(indexes[1]).not.toBe(indexes[2]);
});

test("clients.csv refuses both users whose records were swapped, and no other", async () => {
  const folder = await folderOf("ada", "eve", "bob");
  edit(folder, ([[ada = "", sealedAda = ""] = [], [eve = "", sealedEve = ""] = [], ...rest]) => [
    [ada, sealedEve],
    [eve, sealedAda],
    ...rest,
  ]);
  const { store, told } = await opened(folder);
  const why = 'why="altered, moved, or written with another key"';
  expect(told).toEqual([`warn record-refused row=1 ${why}`, `warn record-refused row=2 ${why}`]);
  expect(["ada", "eve", "bob"].map((name) => store.find(name)?.password)).toEqual(["", "", RECORD]);
  expect(store.list().map(({ name }) => name)).toEqual(["bob"]);
  expect(store.size).toBe(3);
});

test("clients.csv refuses a row whose index was changed: nobody is called so", async () => {
  const folder = await folderOf("ada", "bob");
  edit(folder, ([[index = "", record = ""] = [], ...rest]) => [
    [`${index.slice(1)}x`, record],
    ...rest,
  ]);
  const { store, told } = await opened(folder);
  expect(told).toHaveLength(1);
  expect(store.find("ada")).toBeUndefined();
  expect(store.find("bob")?.password).toBe(RECORD);
});

test("clients.csv lets the first of two rows with one index count, and keeps the other", async () => {
  const folder = await folderOf("ada");
  edit(folder, ([[index = "", record = ""] = []]) => [
    [index, record],
    [index, "mine"],
  ]);
  const { store, told } = await opened(folder);
  expect(told).toEqual(['warn record-refused row=2 why="its index comes twice"']);
  expect(store.find("ada")?.password).toBe(RECORD);
  await store.renew("ada", RECORD);
  expect(textIn(folder)).toContain(",mine\n");
});

test("openClientsCsv() refuses a key that opens no row: every name would be free", async () => {
  const folder = await folderOf("ada", "bob");
  const before = textIn(folder);
  const other = await folderOf("eve");
  const keyPath = join(folder, "clients.key");
  renameSync(keyPath, `${keyPath}.away`);
  writeFileSync(keyPath, readFileSync(join(other, "clients.key")), { mode: 0o600 });
  await expect(opened(folder)).rejects.toThrow(
    /^Cannot read clients\.csv: its key \S+ opens none of its rows; bring the right one back, or move clients\.csv away to begin anew$/,
  );
  expect(textIn(folder)).toBe(before);
  renameSync(`${keyPath}.away`, keyPath);
  expect((await opened(folder)).store.list().map(({ name }) => name)).toEqual(["ada", "bob"]);
});

test.each([
  [
    "semicolons for commas",
    (text: string) => text.replaceAll(",", ";"),
    /first line is not index,/,
  ],
  ["UTF-16", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le"), /first line is not index,/],
  ["rows in quotation marks", (text: string) => text.replace(/\n(.+)/, '\n"$1"'), /opens none/],
])(
  "openClientsCsv() refuses a file that was saved with %s, and leaves it",
  async (_what, save, why) => {
    const folder = await folderOf("ada");
    const saved = save(textIn(folder));
    writeFileSync(pathIn(folder), saved);
    await expect(opened(folder)).rejects.toThrow(why);
    expect(readFileSync(pathIn(folder))).toEqual(Buffer.from(saved));
  },
);

test("clients.csv uses a last row whose line end an editor has left out, and no part of one", async () => {
  const folder = await folderOf("ada", "bob");
  writeFileSync(pathIn(folder), textIn(folder).trimEnd());
  const { store, told } = await opened(folder);
  expect([store.size, told]).toEqual([2, []]);
  await store.close();
  writeFileSync(pathIn(folder), textIn(folder).trimEnd().slice(0, -1));
  expect((await opened(folder)).store.size).toBe(1);
});

test.each([
  "no JSON",
  "[]",
  '{"name":"ada"}',
  '{"index":"INDEX","name":7,"password":"","address":"","registered":""}',
  '{"index":"INDEX","name":"eve","password":"","address":"","registered":""}',
  '{"index":"INDEX","name":"","password":"","address":"","registered":""}',
])("ClientRows.open() refuses what no server of ours has sealed: %s", (inside) => {
  const key = Buffer.alloc(32, 7);
  const rows = new ClientRows(key);
  const index = rows.indexOf("ada");
  const recordKey = new FernetKey(deriveKey(key, "clients.csv record"));
  const record = sealToken(recordKey, Buffer.from(inside.replace("INDEX", index)));
  expect(rows.open({ index, record })).toBeUndefined();
});

test("openClientsCsv() makes no new key for users who have one", async () => {
  const folder = await folderOf("ada");
  rmSync(join(folder, "clients.key"));
  await expect(opened(folder)).rejects.toThrow(
    /^Cannot read clients.csv: its key .*clients\.key is missing; bring the right one back, or move clients.csv/,
  );
  writeFileSync(pathIn(folder), "");
  expect((await opened(folder)).store.size).toBe(0);
});

test("openClientsCsv() refuses a key that others can read", async () => {
  const folder = await folderOf("ada");
  chmodSync(join(folder, "clients.key"), 0o644);
  await expect(opened(folder)).rejects.toThrow("others can read it");
});

const keyPathIn = (folder = temporaryFolder()) => join(folder, "clients.key");

test("makeKeyFile() makes a key that readKeyFile() reads, for its owner alone", async () => {
  const folder = temporaryFolder();
  writeFileSync(`${keyPathIn(folder)}.new`, "what a crash has left");
  const key = await makeKeyFile(keyPathIn(folder));
  expect(await readKeyFile(keyPathIn(folder))).toEqual(key);
  expect(key).toHaveLength(32);
  expect(statSync(keyPathIn(folder)).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["clients.key"]);
  expect(readFileSync(keyPathIn(folder), "utf8")).toMatch(/^[A-Za-z0-9_-]{43}\n$/);
});

test.each(["\ufeffKEY\n", "KEY\r\n", "KEY\n\n", "KEY", "\ufeffKEY\r\n\r\n"])(
  "readKeyFile() reads a key that an editor has saved as %j",
  async (form) => {
    const path = keyPathIn();
    const key = Buffer.alloc(32, 0xfb);
    writeFileSync(path, form.replace("KEY", key.toString("base64url")), { mode: 0o600 });
    expect(await readKeyFile(path)).toEqual(key);
  },
);

test("readKeyFile() is undefined when there is no file", async () => {
  expect(await readKeyFile(keyPathIn())).toBeUndefined();
});

test.each([0o640, 0o604, 0o660, 0o610, 0o644])(
  "readKeyFile() refuses a file of mode %o",
  async (mode) => {
    const path = keyPathIn();
    await makeKeyFile(path);
    chmodSync(path, mode);
    const told = "others can read it, and it is a secret; run chmod 600";
    await expect(readKeyFile(path)).rejects.toThrow(`Cannot use ${path}: ${told}`);
  },
);

test.each(["", "\n", "x".repeat(42), "x".repeat(44), `${"x".repeat(42)}%\n`, "x".repeat(20)])(
  "readKeyFile() refuses %j, which is no key, and does not show it",
  async (text) => {
    const path = keyPathIn();
    writeFileSync(path, text, { mode: 0o600 });
    const told = `Cannot use ${path}: it holds no key of ours; bring back the right one, from a copy`;
    await expect(readKeyFile(path)).rejects.toThrow(new RegExp(`^${RegExp.escape(told)}$`));
  },
);

test("makeKeyFile() throws a ProgramError when there is no such folder", async () => {
  await expect(makeKeyFile("/nowhere/clients.key")).rejects.toThrow(
    "Cannot use /nowhere/clients.key: no such file or directory; choose another folder with --data",
  );
});

test("deriveKey() makes another key for each label, always the same", () => {
  const key = Buffer.alloc(32, 7);
  const [one, again, other] = ["a", "a", "b"].map((label) => deriveKey(key, label));
  expect(one).toHaveLength(32);
  expect(one).toEqual(again);
  expect(one).not.toEqual(other);
  expect(one).not.toEqual(key);
});
