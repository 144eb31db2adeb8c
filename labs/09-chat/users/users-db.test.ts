import {
  copyFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test, vi } from "vitest";
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { md5Of, verifyPassword } from "../../../shared/auth/password-hash.ts";
import { formatRecord, parseRecord, recordOfNobody } from "../../../shared/auth/password-record.ts";
import { logTo } from "../../../shared/logging/log.ts";
import { logLine } from "../../../shared/logging/log-line.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import type { UserStore } from "./user-store.ts";
import { openUsersDb } from "./users-db.ts";

const COST = { ln: 4, r: 8, p: 1 };
const RECORD = formatRecord(recordOfNobody(COST));

async function opened(folder: string, name = "users.db") {
  const told: string[] = [];
  const log = logTo((...line) => told.push(logLine(new Date(), ...line).slice(25)));
  const store = await openUsersDb(folder, name, { cost: COST, gate: new HashLimiter(), log });
  onTestFinished(() => store.close().catch(() => {}));
  return { store, told };
}

/** A database that another program has made. */
function madeBy(...statements: string[]): string {
  const folder = temporaryFolder();
  const database = new DatabaseSync(join(folder, "users.db"));
  for (const statement of statements) database.exec(statement);
  database.close();
  return folder;
}

const OLD_TABLE = "CREATE TABLE users (id INTEGER, username VARCHAR(50), password VARCHAR(50))";

const insert = (...rows: [number, string | null, string | number | null][]) =>
  rows.map((row) => {
    const cells = row.map((cell) => (typeof cell === "string" ? `'${cell}'` : String(cell)));
    return `INSERT INTO users VALUES (${cells.join(", ")})`;
  });

/** Whether the password is good for this user. */
async function fits(store: UserStore, name: string, password: string): Promise<boolean> {
  const record = parseRecord(store.find(name)?.password ?? "");
  return record !== undefined && (await verifyPassword(password, record));
}

test("openUsersDb() makes the table that the course asks for", async () => {
  const folder = temporaryFolder();
  const { store } = await opened(folder);
  await store.add({ name: "Ada", password: RECORD, address: "127.0.0.1", registered: "2026" });
  await store.close();
  const database = new DatabaseSync(join(folder, "users.db"));
  const rows = database.prepare("SELECT id, username, password FROM users").all();
  database.close();
  expect(rows.map((row) => ({ ...row }))).toEqual([{ id: 1, username: "Ada", password: RECORD }]);
  expect(readdirSync(folder)).toEqual(["users.db"]);
});

test("openUsersDb() takes an old table over: md5 is wrapped, what was typed is hashed", async () => {
  const rows = insert(
    [7, "grace", md5Of("battery staple").toUpperCase()],
    [8, "bob", "open sesame"],
    [9, "carol", 12345],
    [11, "ada", RECORD],
  );
  const folder = madeBy(OLD_TABLE, ...rows);
  const { store, told } = await opened(folder);
  expect(await fits(store, "Grace", "battery staple")).toBe(true);
  expect(parseRecord(store.find("grace")?.password ?? "")?.kind).toBe("md5+scrypt");
  expect(await fits(store, "bob", "open sesame")).toBe(true);
  expect(await fits(store, "carol", "12345")).toBe(true);
  expect(store.find("ada")).toEqual({ name: "ada", password: RECORD, address: "", registered: "" });
  expect(told).toEqual(["info import users=3"]);
  expect(await store.add({ name: "new", password: RECORD, address: "", registered: "" })).toBe(
    true,
  );
  for (const file of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, file), "latin1");
    for (const secret of [md5Of("battery staple").toUpperCase(), "sesame"]) {
      expect(bytes, file).not.toContain(secret);
    }
  }
  await store.close();
  const { told: toldNext } = await opened(folder);
  expect(toldNext).toEqual([]);
});

test("openUsersDb() keeps no password in pages that are not in use any more", async () => {
  const many = Array.from({ length: 300 }, (_, index): [number, string, string] => [
    index,
    `user ${index}`,
    `unhashed secret ${index}`,
  ]);
  const folder = madeBy(OLD_TABLE, ...insert(...many), "DELETE FROM users WHERE id > 20");
  const { store } = await opened(folder);
  expect(store.size).toBe(21);
  for (const file of readdirSync(folder)) {
    expect(readFileSync(join(folder, file), "latin1"), file).not.toContain("unhashed secret");
  }
});

test("openUsersDb() leaves out who has no name, a bad one, or one that is taken", async () => {
  const rows = insert([1, "Ada", RECORD], [2, "ADA", "typed"], [3, null, RECORD], [4, "", RECORD]);
  const folder = madeBy(OLD_TABLE, ...rows);
  const { store, told } = await opened(folder);
  expect(told).toEqual([
    'warn user-left-out row=2 why="the name is taken"',
    'warn user-left-out row=3 why="there is nothing to be seen"',
    'warn user-left-out row=4 why="there is nothing to be seen"',
    "info import users=1",
  ]);
  expect(store.list().map(({ name }) => name)).toEqual(["Ada"]);
  expect(store.find("ada")?.password).toBe(RECORD);
});

test("openUsersDb() leaves a record that it cannot read, and no password fits it", async () => {
  const rows = insert(
    [1, "ada", "$2b$10$abcdefghijklmnopqrstuu"],
    [2, "bob", null],
    [3, "eve", ""],
  );
  const { store, told } = await opened(madeBy(OLD_TABLE, ...rows));
  expect(told).toEqual([1, 2, 3].map((row) => `warn record-damaged row=${row}`));
  expect(store.find("ada")?.password).toBe("$2b$10$abcdefghijklmnopqrstuu");
  expect(await fits(store, "bob", "")).toBe(false);
  expect(await fits(store, "eve", "")).toBe(false);
});

test("openUsersDb() hashes what was typed though it begins with a dollar", async () => {
  const { store } = await opened(madeBy(OLD_TABLE, ...insert([1, "ada", "$ecret word"])));
  expect(await fits(store, "ada", "$ecret word")).toBe(true);
});

test("openUsersDb() goes by the names that stand in the table now", async () => {
  const folder = madeBy(OLD_TABLE, ...insert([1, "ada", RECORD], [2, "bob", RECORD]));
  await (await opened(folder)).store.close();
  const database = new DatabaseSync(join(folder, "users.db"));
  database.exec("UPDATE users SET username = CASE username WHEN 'ada' THEN 'Bob' ELSE 'Ada' END");
  database.close();
  const { store } = await opened(folder);
  expect([store.find("ada")?.name, store.find("bob")?.name]).toEqual(["Ada", "Bob"]);
});

test.each([
  ["no username", "CREATE TABLE users (id INTEGER, password TEXT)", "has no username"],
  [
    "a column that only other programs know",
    "CREATE TABLE users (id INTEGER, username TEXT, password TEXT, email TEXT NOT NULL)",
    "wants the column email",
  ],
])("openUsersDb() refuses a table with %s, and leaves it as it is", async (_what, table, why) => {
  const folder = madeBy(table);
  const before = readFileSync(join(folder, "users.db"), "latin1").length;
  await expect(opened(folder)).rejects.toThrow(`its table users ${why}; choose another database`);
  expect(readFileSync(join(folder, "users.db"), "latin1")).toHaveLength(before);
});

test("openUsersDb() refuses a file that is no database", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "users.db"), "index,record\n".repeat(100));
  await expect(opened(folder)).rejects.toThrow(
    `Cannot use ${join(folder, "users.db")}: file is not a database; choose another database`,
  );
});

test("openUsersDb() does not wait for ever for a program that holds the database", async () => {
  const folder = madeBy(OLD_TABLE);
  const holder = new DatabaseSync(join(folder, "users.db"));
  onTestFinished(() => holder.close());
  holder.exec("BEGIN EXCLUSIVE");
  await expect(opened(folder)).rejects.toThrow(/database is locked; choose another database$/);
});

test.each(["../users.db", "/tmp/users.db", "users.csv", "", "a/b.db", ":memory:", ".db"])(
  "openUsersDb() refuses the name %j",
  async (name) => {
    const folder = temporaryFolder();
    await expect(opened(folder, name)).rejects.toThrow(/^Cannot use ".*" as a database: it/);
    expect(readdirSync(folder)).toEqual([]);
  },
);

test("UsersDb waits for another program that holds the database, and nobody else waits", async () => {
  const folder = temporaryFolder();
  const { store } = await opened(folder);
  const holder = new DatabaseSync(join(folder, "users.db"));
  onTestFinished(() => holder.close());
  holder.exec("BEGIN EXCLUSIVE");
  let turns = 0;
  const counting = setInterval(() => turns++, 1);
  const adding = store.add({ name: "ada", password: "", address: "", registered: "" });
  await vi.waitUntil(() => turns >= 20);
  clearInterval(counting);
  expect(store.find("ada")).toBeUndefined();
  holder.exec("COMMIT");
  expect(await adding).toBe(true);
});

function replaced(path: string): void {
  copyFileSync(path, `${path}~`);
  renameSync(`${path}~`, path);
}

test.each([
  ["removed", (path: string) => rmSync(path)],
  ["replaced", replaced],
])(
  "UsersDb adds nobody to a file that was %s: they would be gone at the next start",
  async (_what, change) => {
    const folder = temporaryFolder();
    const { store } = await opened(folder);
    const ada = { name: "ada", password: RECORD, address: "", registered: "" };
    await store.add(ada);
    change(join(folder, "users.db"));
    await expect(store.add({ ...ada, name: "bob" })).rejects.toMatchObject({
      code: expect.stringMatching(/^(ENOENT|ESTALE)$/),
    });
    expect(store.find("ada")).toEqual(ada);
  },
);

test("UsersDb finds nobody under a name whose row another program has given another name", async () => {
  const folder = temporaryFolder();
  const { store } = await opened(folder);
  await store.add({ name: "ada", password: RECORD, address: "", registered: "" });
  const other = new DatabaseSync(join(folder, "users.db"));
  other.exec("UPDATE users SET username = 'bob'");
  other.close();
  expect([store.find("ada"), store.find("bob")]).toEqual([undefined, undefined]);
});
