import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { HashLimiter } from "../../shared/auth/hash-limiter.ts";
import { formatRecord, recordOfNobody } from "../../shared/auth/password-record.ts";
import { logTo } from "../../shared/logging/log.ts";
import { canFillDisk, onFullDisk } from "../../shared/testing/full-disk.ts";
import { temporaryFolder } from "../../shared/testing/temporary-folder.ts";
import { Accounts } from "./accounts.ts";

const COST = { ln: 4, r: 8, p: 1 };

/** Accounts in a folder, with what they tell the log, and a count of the hashes. */
async function opened({ folder = temporaryFolder(), gate = new HashLimiter(), cost = COST } = {}) {
  const told: string[] = [];
  const log = logTo((_level, event) => told.push(event));
  const counter = { hashes: 0 };
  const counting: Pick<HashLimiter, "run"> = {
    run: (work) => {
      counter.hashes++;
      return gate.run(work);
    },
  };
  const accounts = await Accounts.open(folder, { cost, gate: counting, log });
  onTestFinished(() => accounts.close());
  return { accounts, folder, told, counter };
}

const fileIn = (folder: string) => readFileSync(join(folder, "users.csv"), "utf8");

test("Accounts.whoIs() knows who has registered, also after a restart", async () => {
  const { accounts, folder } = await opened();
  expect(await accounts.register("Ada", "correct horse")).toBe("registered");
  expect(await accounts.whoIs("ada", "correct horse")).toEqual({ name: "Ada" });
  await accounts.close();
  const { accounts: next } = await opened({ folder });
  expect(await next.whoIs("ADA", "correct horse")).toEqual({ name: "Ada" });
  expect(await next.whoIs("ada", "battery staple")).toBeUndefined();
  expect(fileIn(folder)).not.toContain("horse");
});

test("Accounts.whoIs() costs one hash, whether there is such a user or not", async () => {
  const { accounts, counter } = await opened();
  await accounts.register("ada", "correct horse");
  for (const [name, password] of [
    ["ada", "correct horse"],
    ["ada", "wrong"],
    ["nobody", "wrong"],
    ["__proto__", "wrong"],
  ] as const) {
    counter.hashes = 0;
    await accounts.whoIs(name, password);
    expect(counter.hashes, `${name} ${password}`).toBe(1);
  }
});

test("Accounts.register() gives a name to one of those who want it at once", async () => {
  const { accounts, folder } = await opened();
  const outcomes = await Promise.all(
    ["Ada", "ada", "ADA"].map((name) => accounts.register(name, "correct horse")),
  );
  expect(outcomes.sort()).toEqual(["registered", "taken", "taken"]);
  expect(fileIn(folder).trim().split("\n")).toHaveLength(2);
});

test("Accounts.register() takes names that mean something to an object", async () => {
  const { accounts } = await opened();
  for (const name of ["__proto__", "constructor", "toString"]) {
    expect(accounts.has(name)).toBe(false);
    expect(await accounts.register(name, `secret of ${name}`)).toBe("registered");
    expect(await accounts.whoIs(name, `secret of ${name}`)).toEqual({ name });
  }
});

test("Accounts.register() and whoIs() say busy when the gate does", async () => {
  const { accounts } = await opened({ gate: new HashLimiter({ places: 0, queueLength: 0 }) });
  expect(await accounts.register("ada", "correct horse")).toBe("busy");
  expect(await accounts.whoIs("ada", "correct horse")).toBe("busy");
  expect(accounts.has("ada")).toBe(false);
});

test("Accounts.whoIs() makes a better record of an old one, and no worse one of a better", async () => {
  const { accounts, folder } = await opened();
  await accounts.register("ada", "correct horse");
  await accounts.close();
  const { accounts: dearer, told } = await opened({ folder, cost: { ...COST, ln: 5 } });
  await dearer.whoIs("ada", "wrong");
  expect(fileIn(folder)).toContain("ln=4");
  await dearer.whoIs("ada", "correct horse");
  expect(fileIn(folder)).toContain("ln=5");
  expect(told).toEqual(["record-renewed"]);
  await dearer.close();
  const { accounts: cheaper } = await opened({ folder });
  expect(await cheaper.whoIs("ada", "correct horse")).toEqual({ name: "ada" });
  expect(fileIn(folder)).toContain("ln=5");
});

test.skipIf(!canFillDisk)(
  "Accounts.whoIs() knows the right password on a full disk too, and renews the record later",
  async () => {
    const { accounts, folder } = await opened();
    await accounts.register("ada", "correct horse");
    await accounts.close();
    const { accounts: dearer, told } = await opened({ folder, cost: { ...COST, ln: 5 } });
    const before = fileIn(folder);
    await onFullDisk(10, async () => {
      expect(await dearer.whoIs("ada", "correct horse")).toEqual({ name: "ada" });
      expect(await dearer.whoIs("ada", "correct horse")).toEqual({ name: "ada" });
    });
    expect(told).toEqual(["record-not-renewed", "record-not-renewed"]);
    expect(fileIn(folder)).toBe(before);
    expect(await dearer.whoIs("ada", "correct horse")).toEqual({ name: "ada" });
    expect(fileIn(folder)).toContain("ln=5");
  },
);

test("Accounts.open() keeps a damaged record, which fits no password", async () => {
  const folder = temporaryFolder();
  const good = formatRecord(recordOfNobody(COST));
  writeFileSync(join(folder, "users.csv"), `name,password\nada,oops\ngrace,"${good}"\n`);
  const { accounts, told } = await opened({ folder });
  expect(told).toEqual(["record-damaged"]);
  expect(await accounts.whoIs("ada", "oops")).toBeUndefined();
  expect(await accounts.register("ada", "correct horse")).toBe("taken");
  await accounts.adopt([{ name: "linus", password: good }]);
  expect(fileIn(folder)).toContain("ada,oops\n");
});

test("Accounts.open() checks the rows of the file, uses a whole last one, and loses none when it writes", async () => {
  const folder = temporaryFolder();
  const [first, second] = [formatRecord(recordOfNobody(COST)), formatRecord(recordOfNobody(COST))];
  const unused = [`"a\\u001b[2J","${first}"`, `ADA,"${second}"`, `,"${first}"`, ","];
  const rows = [`ada,"${first}"`, ...unused, ` grace ,"${second}"`];
  writeFileSync(join(folder, "users.csv"), ["name,password", ...rows].join("\r\n"));
  const { accounts, told } = await opened({ folder });
  expect(told).toEqual(unused.map(() => "users-file"));
  expect(accounts.list()).toEqual([
    { name: "ada", password: first },
    { name: "grace", password: second },
  ]);
  await accounts.adopt([{ name: "linus", password: first }]);
  const kept = fileIn(folder)
    .split("\n")
    .slice(1, -1)
    .map((line) => line.replaceAll('"', ""));
  const names = kept.map((line) => line.split(",")[0]);
  expect(names).toEqual(["ada", "grace", "linus", "a\\u001b[2J", "ADA", "", ""]);
  expect(kept).toContain(`ADA,${second}`);
});

test("Accounts.open() keeps a last row aside that a crash has torn", async () => {
  const folder = temporaryFolder();
  const record = formatRecord(recordOfNobody(COST));
  const text = `name,password\nada,"${record}"\ngrace,"${record}"`;
  writeFileSync(join(folder, "users.csv"), text.slice(0, -2));
  const { accounts, told } = await opened({ folder });
  expect(accounts.list().map(({ name }) => name)).toEqual(["ada"]);
  expect(told).toEqual(["users-file"]);
});

test("Accounts.register() gives nobody a name that looks like another's", async () => {
  const { accounts, folder } = await opened();
  const outcomes = await Promise.all(
    ["paypal", "paypaI", "PAYPA1"].map((name) => accounts.register(name, "correct horse")),
  );
  expect(outcomes.sort()).toEqual(["registered", "taken", "taken"]);
  await accounts.adopt([{ name: "Grace", password: "" }]);
  expect(await accounts.register("Grac\u0435", "correct horse")).toBe("taken");
  expect(fileIn(folder).trim().split("\n")).toHaveLength(3);
});

test.skipIf(!canFillDisk)(
  "Accounts.register() gives the looks of a name back when the disk is full",
  async () => {
    const { accounts } = await opened();
    await onFullDisk(10, async () => {
      await expect(accounts.register("ada", "correct horse")).rejects.toThrow();
    });
    expect(await accounts.register("\u0430da", "correct horse")).toBe("registered");
  },
);
