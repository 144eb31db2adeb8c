import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { HashLimiter } from "../../shared/auth/hash-limiter.ts";
import { md5Of } from "../../shared/auth/password-hash.ts";
import { logTo } from "../../shared/logging/log.ts";
import { temporaryFolder } from "../../shared/testing/temporary-folder.ts";
import { Accounts } from "./accounts.ts";
import { importMd5Users, readMd5Users } from "./legacy.ts";

const COST = { ln: 4, r: 8, p: 1 };

/** Imports this file into accounts, in which ada is known already. */
async function imported(text: string) {
  const folder = temporaryFolder();
  const told: object[] = [];
  const log = logTo((_level, event, fields) => told.push({ event, ...fields }));
  const accounts = await Accounts.open(folder, { cost: COST, gate: new HashLimiter(), log });
  onTestFinished(() => accounts.close());
  await accounts.register("ada", "correct horse");
  writeFileSync(join(folder, "users-md5.csv"), text);
  await importMd5Users(folder, accounts, { cost: COST, log });
  return { folder, accounts, told, users: () => readFileSync(join(folder, "users.csv"), "utf8") };
}

test("importMd5Users() wraps every md5 at once, and leaves no bare one", async () => {
  const md5 = md5Of("sunshine");
  const { folder, accounts, users, told } = await imported(`name,md5\ngrace,${md5}\n`);
  expect(existsSync(join(folder, "users-md5.csv"))).toBe(false);
  expect(users()).toMatch(/^grace,"\$md5\+scrypt\$ln=4,r=8,p=1\$/m);
  expect(users()).not.toContain(md5);
  expect(told.at(-1)).toMatchObject({ event: "import", users: 1, known: 0 });
  expect(await accounts.whoIs("grace", md5)).toBeUndefined();
  expect(await accounts.whoIs("grace", "sunshine")).toEqual({ name: "grace" });
  expect(users()).toMatch(/^grace,"\$scrypt\$/m);
  expect(await accounts.whoIs("grace", "sunshine")).toEqual({ name: "grace" });
});

test("importMd5Users() leaves alone who has an account, and takes a name once", async () => {
  const lines = ["ADA", "grace", "Grace"].map((name, index) => `${name},${md5Of(`old ${index}`)}`);
  const { accounts, told } = await imported(lines.join("\r\n"));
  expect(await accounts.whoIs("ada", "correct horse")).toEqual({ name: "ada" });
  expect(await accounts.whoIs("grace", "old 1")).toEqual({ name: "grace" });
  expect(told.at(-2)).toMatchObject({ users: 1, known: 2 });
});

test("importMd5Users() does nothing where there is no such file", async () => {
  const folder = temporaryFolder();
  const log = logTo(() => expect.unreachable("there is nothing to tell"));
  const accounts = await Accounts.open(folder, { cost: COST, gate: new HashLimiter(), log });
  onTestFinished(() => accounts.close());
  await importMd5Users(folder, accounts, { cost: COST, log });
  expect(accounts.list()).toEqual([]);
});

test("readMd5Users() tells the lines that it cannot use by their numbers alone", () => {
  const skipped: number[] = [];
  const md5 = md5Of("x").toUpperCase();
  const text = ["\ufeffname,md5", `grace,${md5}`, "ada,hello", "", `,${md5}`, `a,${md5},x`, 'b,"'];
  const users = readMd5Users(text.join("\n"), (line) => skipped.push(line));
  expect(users).toEqual([{ name: "grace", md5 }]);
  expect(skipped).toEqual([3, 5, 6, 7]);
});
