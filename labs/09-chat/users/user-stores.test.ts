/** What every store of users must do, asked of both. */
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { parseName } from "../../../shared/auth/parse-name.ts";
import { formatRecord, recordOfNobody } from "../../../shared/auth/password-record.ts";
import { type Log, logTo } from "../../../shared/logging/log.ts";
import { csvCells } from "../../../shared/storage/csv-row.ts";
import { canFillDisk, onFullDisk } from "../../../shared/testing/full-disk.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { openClientsCsv } from "./clients-csv.ts";
import type { User, UserStore } from "./user-store.ts";
import { openUsersDb } from "./users-db.ts";

const COST = { ln: 4, r: 8, p: 1 };

/** Fits no password; it need not, here. */
const RECORD = formatRecord(recordOfNobody(COST));
const OTHER_RECORD = formatRecord(recordOfNobody(COST));

const KINDS = [
  { kind: "clients.csv", open: openClientsCsv, damage: damageRow, tear: tearFile },
  {
    kind: "users.db",
    open: (folder: string, log: Log) =>
      openUsersDb(folder, "users.db", { cost: COST, gate: new HashLimiter(), log }),
    damage: damageRecord,
    tear: tearLog,
  },
];

const userCalled = (name: string): User => ({
  name,
  password: RECORD,
  address: "127.0.0.1",
  registered: "2026-11-22T09:30:00.000Z",
});

describe.each(KINDS)("$kind", ({ kind, open, damage, tear }) => {
  /** A store in a folder, with what it has told the log. */
  async function opened(folder = temporaryFolder()) {
    const told: string[] = [];
    const store = await open(
      folder,
      logTo((_level, event) => told.push(event)),
    );
    onTestFinished(() => store.close().catch(() => {})); // a test may have closed it
    return { store, folder, told };
  }

  async function closedWith(...names: string[]): Promise<string> {
    const { store, folder } = await opened();
    for (const name of names) await store.add(userCalled(name));
    await store.close();
    return folder;
  }

  const namesIn = (store: UserStore) => store.list().map(({ name }) => name);

  test("has its name, and nobody at first", async () => {
    const { store, folder, told } = await opened();
    expect(store.name).toBe(kind);
    expect([store.size, store.list(), store.find("ada")]).toEqual([0, [], undefined]);
    expect(told).toEqual([]);
    for (const file of readdirSync(folder)) {
      expect(statSync(join(folder, file)).mode & 0o077, file).toBe(0);
    }
  });

  test("finds a user in whatever letters, also after a restart", async () => {
    const zoe = userCalled("Zoë");
    const folder = await closedWith("ada", zoe.name);
    const { store, told } = await opened(folder);
    for (const name of ["Zoë", "ZOË", "zoe\u0308"]) expect(store.find(name), name).toEqual(zoe);
    expect(store.find("zoe")).toBeUndefined();
    expect([store.size, namesIn(store)]).toEqual([2, ["ada", "Zoë"]]);
    expect(told).toEqual([]);
  });

  test("adds nobody whose name is taken in other letters, also of two at once", async () => {
    const { store } = await opened();
    const outcomes = await Promise.all(
      ["ada", "ADA", "Ada"].map((name) => store.add(userCalled(name))),
    );
    expect(outcomes.sort()).toEqual([false, false, true]);
    expect(await store.add(userCalled("aDa"))).toBe(false);
    expect(store.size).toBe(1);
  });

  test("renews a record, and nothing else", async () => {
    const folder = await closedWith("ada", "bob");
    const { store } = await opened(folder);
    await store.renew("ADA", OTHER_RECORD);
    await store.renew("nobody", OTHER_RECORD);
    await store.close();
    const { store: next } = await opened(folder);
    expect(next.find("ada")).toEqual({ ...userCalled("ada"), password: OTHER_RECORD });
    expect(next.find("bob")).toEqual(userCalled("bob"));
    expect(namesIn(next)).toEqual(["ada", "bob"]);
  });

  test("forgets everybody, also on disk, and takes new users then", async () => {
    const folder = await closedWith("ada", "bob");
    const { store } = await opened(folder);
    expect(await store.clear()).toBe(2);
    expect([store.size, store.find("ada")]).toEqual([0, undefined]);
    expect(bytesIn(folder)).not.toContain(RECORD);
    expect(await store.add(userCalled("Ada"))).toBe(true);
    await store.close();
    expect(namesIn((await opened(folder)).store)).toEqual(["Ada"]);
  });

  test("keeps names that mean something to a language or to a spreadsheet", async () => {
    const names = [
      "__proto__",
      "constructor",
      "=1+1",
      "@ada",
      "-x",
      "'quoted",
      'a,"b"',
      "a\\nb",
      "ß",
    ];
    const { store } = await opened(await closedWith(...names));
    expect(namesIn(store)).toEqual(names);
    for (const name of names) expect(store.find(name)).toEqual(userCalled(name));
    for (const name of ["hasOwnProperty", "", "%", "_"]) expect(store.find(name)).toBeUndefined();
  });

  test("keeps whatever stands in a user, and tells users apart by the key of the name", async () => {
    const anyName = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
      .map((text) => parseName(text))
      .filter((name) => name.ok)
      .map((name) => name.value);
    const anyText = fc.string({ unit: "grapheme" });
    const password = fc.constantFrom(RECORD, OTHER_RECORD, RECORD.replace("$s", "$md5+s"));
    const anyUser = fc.record({ name: anyName, password, address: anyText, registered: anyText });
    await fc.assert(
      fc.asyncProperty(fc.array(anyUser, { maxLength: 8 }), async (users) => {
        const { store, folder } = await opened();
        const expected = new Map<string, User>();
        for (const user of users) {
          const isNew = !expected.has(canonicalName(user.name));
          expect(await store.add(user)).toBe(isNew);
          if (isNew) expected.set(canonicalName(user.name), user);
        }
        expect(store.list()).toEqual([...expected.values()]);
        await store.close();
        const { store: next } = await opened(folder);
        expect(next.size).toBe(expected.size);
        expect(next.list()).toEqual([...expected.values()]);
        await next.close();
      }),
      { numRuns: 15 },
    );
  });

  test("adds two hundred at once, and finds thousands again", async () => {
    const { store, folder } = await opened();
    const names = Array.from({ length: 200 }, (_, index) => `user ${index}`);
    const added = await Promise.all(names.map((name) => store.add(userCalled(name))));
    expect(added.every(Boolean)).toBe(true);
    await store.close();
    const { store: next } = await opened(folder);
    expect(namesIn(next)).toEqual(names);
    expect(next.find("USER 199")).toEqual(userCalled("user 199"));
  });

  test("loses nobody but the last when a crash has torn what was written", async () => {
    const { store, folder } = await opened();
    for (const name of ["ada", "bob", "eve"]) await store.add(userCalled(name));
    const torn = tear(folder);
    const { store: next } = await opened(torn);
    expect(namesIn(next)).toEqual(["ada", "bob"]);
    expect(await next.add(userCalled("eve"))).toBe(true);
  });

  test("refuses a damaged user, whose name stays taken, and nobody else", async () => {
    const folder = await closedWith("ada", "bob", "eve");
    damage(folder);
    for (let round = 0; round < 2; round++) {
      const { store, told } = await opened(folder);
      expect(told).toEqual([expect.stringMatching(/^record-(refused|damaged)$/)]);
      expect(store.find("bob")?.password).not.toBe(RECORD);
      expect(await store.add(userCalled("Bob"))).toBe(false);
      expect(store.find("ada")).toEqual(userCalled("ada"));
      await store.renew("eve", RECORD);
      await store.close();
    }
  });

  test("begins with an empty file", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, kind), "");
    const { store } = await opened(folder);
    expect(await store.add(userCalled("ada"))).toBe(true);
  });

  test("throws a ProgramError when its file is a folder", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, kind));
    await expect(opened(folder)).rejects.toThrow(/^Cannot use .*; choose another /);
  });

  test.skipIf(!canFillDisk)("adds nobody on a full disk, and somebody afterwards", async () => {
    const { store, folder } = await opened();
    await store.add(userCalled("ada"));
    await onFullDisk(10, async () => {
      await expect(store.add(userCalled("bob"))).rejects.toThrow();
      await expect(store.renew("ada", OTHER_RECORD)).rejects.toThrow();
      await expect(store.clear()).rejects.toThrow();
    });
    expect([store.find("bob"), store.find("ada")]).toEqual([undefined, userCalled("ada")]);
    expect(await store.add(userCalled("Bob"))).toBe(true);
    await store.close();
    expect(namesIn((await opened(folder)).store)).toEqual(["ada", "Bob"]);
  });

  test("can do nothing any more when it is closed", async () => {
    const { store } = await opened();
    await store.close();
    await expect(store.add(userCalled("ada"))).rejects.toThrow();
  });
});

/** One letter of bob's record is another. */
function damageRow(folder: string): void {
  const path = join(folder, "clients.csv");
  const lines = readFileSync(path, "utf8").split("\n");
  const [index = "", record = ""] = csvCells(lines[2] ?? "");
  const letter = record.charAt(40) === "A" ? "B" : "A";
  lines[2] = `${index},${record.slice(0, 40)}${letter}${record.slice(41)}`;
  writeFileSync(path, lines.join("\n"));
}

/** Bob's record is none any more. */
function damageRecord(folder: string): void {
  const database = new DatabaseSync(join(folder, "users.db"));
  database.exec("UPDATE users SET password = '$scrypt$oops' WHERE username = 'bob'");
  database.close();
}

/** Returns a folder as a crash would have left it: the last write is not whole. */
function tearFile(folder: string): string {
  const path = join(folder, "clients.csv");
  truncateSync(path, statSync(path).size - 5);
  return folder;
}

/** While a database is open, its last changes stand in a log of their own. */
function tearLog(folder: string): string {
  const copy = temporaryFolder();
  for (const file of ["users.db", "users.db-wal"])
    copyFileSync(join(folder, file), join(copy, file));
  const log = join(copy, "users.db-wal");
  truncateSync(log, statSync(log).size - 5);
  return copy;
}

/** All that stands in the files of a folder. */
function bytesIn(folder: string): string {
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), "latin1"))
    .join("\n");
}
