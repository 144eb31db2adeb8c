import { describe, expect, onTestFinished, test } from "vitest";
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import {
  hashPassword,
  md5Of,
  verifyPassword,
  wrapMd5,
} from "../../../shared/auth/password-hash.ts";
import { formatRecord, parseRecord } from "../../../shared/auth/password-record.ts";
import { SessionTokens } from "../../../shared/auth/session-tokens.ts";
import { logTo } from "../../../shared/logging/log.ts";
import { logLine } from "../../../shared/logging/log-line.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import type { LoginRequest } from "../protocol/messages.ts";
import { openClientsCsv } from "../users/clients-csv.ts";
import type { Hasher } from "../users/password-records.ts";
import type { User, UserStore } from "../users/user-store.ts";
import { openUsersDb } from "../users/users-db.ts";
import { Accounts } from "./accounts.ts";
import { Guesses } from "./guesses.ts";

const COST = { ln: 4, r: 8, p: 1 };
const LOG = logTo(() => {});
const FREE = {
  accountAttempts: 99,
  addressAttempts: 99,
  firstDelayMs: 60_000,
  maxDelayMs: 60_000,
};
const ADA = { name: "ada", password: "correct horse" };

/** Counts its hashes, and can be held up in the middle of one. */
class CountingHasher implements Hasher {
  hashes = 0;
  /** The costs of the records that were verified against. */
  readonly verified: number[] = [];
  /** While it is set, no hash comes to its end. */
  hold: Promise<void> | undefined;

  async hash(...args: Parameters<Hasher["hash"]>) {
    this.hashes++;
    await this.hold;
    return await hashPassword(...args);
  }

  async verify(...args: Parameters<Hasher["verify"]>) {
    this.hashes++;
    this.verified.push(args[1].cost.ln);
    await this.hold;
    return await verifyPassword(...args);
  }
}

const STORES = [
  { kind: "clients.csv", open: (folder: string) => openClientsCsv(folder, LOG) },
  {
    kind: "users.db",
    open: (folder: string) =>
      openUsersDb(folder, "users.db", { cost: COST, gate: new HashLimiter(), log: LOG }),
  },
];

interface HouseOptions {
  open?: (folder: string) => Promise<UserStore>;
  limits?: typeof FREE;
  gate?: HashLimiter;
  cost?: typeof COST;
}

/** Accounts without a network, with what they tell the log and how many hashes they compute. */
async function house({
  open = openAnyStore,
  limits = FREE,
  gate = new HashLimiter(),
  cost = COST,
}: HouseOptions = {}) {
  const told: string[] = [];
  const log = logTo((...line) => told.push(logLine(new Date(), ...line).slice(25)));
  const hasher = new CountingHasher();
  const sessions = new SessionTokens({ idleMs: 60_000, sessionMaxMs: 60_000 });
  const guesses = new Guesses(limits);
  const store = await open(temporaryFolder());
  const accounts = new Accounts(store, { cost, gate, guesses, sessions, log, hasher });
  onTestFinished(() => accounts.close().catch(() => {}));
  const enter = (entry: LoginRequest, host = "203.0.113.7") => accounts.enter(entry, { host, log });
  const logIn = (name: string, password: string) => enter({ type: "log-in", name, password });
  const register = (name: string, password: string) => enter({ type: "register", name, password });
  const resume = (token: string) => enter({ type: "resume", token, after: 0 });
  return { accounts, store, told, hasher, enter, logIn, register, resume };
}

function openAnyStore(folder: string): Promise<UserStore> {
  return openClientsCsv(folder, LOG);
}

const tokenOf = (answer: object) => ("token" in answer ? String(answer.token) : "");

describe.each(STORES)("with $kind", ({ open }) => {
  test("Accounts.enter() lets in who registers, logs in and comes back", async () => {
    const { register, logIn, resume, told } = await house({ open });
    const registered = await register("Ada", ADA.password);
    expect(registered).toEqual({ type: "accepted", name: "Ada", token: expect.any(String) });
    const answer = await logIn("ADA", ADA.password);
    expect(answer).toEqual({ type: "accepted", name: "Ada", token: expect.any(String) });
    for (const token of [tokenOf(registered), tokenOf(answer)]) {
      expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(await resume(token)).toEqual({ type: "accepted", name: "Ada", token });
    }
    expect(told).toEqual([
      "info registered user=Ada",
      "info log-in user=Ada",
      "info resumed user=Ada",
      "info resumed user=Ada",
    ]);
  });

  test("Accounts.enter() computes exactly one hash, whatever is true", async () => {
    const { hasher, store, register, logIn } = await house({ open });
    await register(ADA.name, ADA.password);
    await store.add(userWith("damaged", "no record"));
    await store.add(userWith("grace", formatRecord(await wrapMd5(md5Of("battery staple"), COST))));
    const cases = [
      { what: "the right password", enter: () => logIn("ada", ADA.password), type: "accepted" },
      { what: "a wrong password", enter: () => logIn("ada", "wrong horse"), type: "wrong" },
      { what: "an unknown user", enter: () => logIn("nobody", "wrong horse"), type: "wrong" },
      { what: "__proto__", enter: () => logIn("__proto__", "wrong horse"), type: "wrong" },
      { what: "a damaged record", enter: () => logIn("damaged", "no record"), type: "wrong" },
      { what: "no password", enter: () => logIn("ada", ""), type: "wrong" },
      { what: "a wrong md5", enter: () => logIn("grace", "wrong staple"), type: "wrong" },
      { what: "a free name", enter: () => register("new", ADA.password), type: "accepted" },
      { what: "a taken name", enter: () => register("Ada", ADA.password), type: "taken" },
      // The last one: its better record is made behind the answer.
      { what: "an md5", enter: () => logIn("grace", "battery staple"), type: "accepted" },
    ];
    for (const { what, enter, type } of cases) {
      hasher.hashes = 0;
      expect(await enter(), what).toMatchObject({ type });
      expect(hasher.hashes, what).toBe(1);
    }
  });

  test("Accounts.enter() makes a better record of an old one, behind the answer", async () => {
    const { accounts, store, logIn, told } = await house({ open, cost: { ...COST, ln: 5 } });
    await store.add(userWith("grace", formatRecord(await wrapMd5(md5Of("battery staple"), COST))));
    await store.add(userWith("cheap", formatRecord(await hashPassword("correct horse", COST))));
    const before = store.find("grace")?.password;
    await logIn("grace", "wrong staple");
    await logIn("grace", "battery staple");
    expect(store.find("grace")?.password).toBe(before);
    await logIn("cheap", "correct horse");
    await renewed(told, 2);
    for (const [name, password] of [
      ["grace", "battery staple"],
      ["cheap", "correct horse"],
    ] as const) {
      const record = parseRecord(store.find(name)?.password ?? "");
      expect(record).toMatchObject({ kind: "scrypt", cost: { ln: 5 } });
      expect(await logIn(name, password)).toMatchObject({ type: "accepted" });
    }
    await accounts.close();
    expect(told.filter((line) => line.includes("record-renewed"))).toHaveLength(2);
  });
});

test("Accounts.enter() gives one answer to a wrong password and to no user, and two to the log", async () => {
  const { register, logIn, told } = await house();
  await register(ADA.name, ADA.password);
  const wrong = await logIn("Ada", "wrong horse");
  const nobody = await logIn("nobody", "wrong horse");
  expect(JSON.stringify(wrong)).toBe('{"type":"wrong"}');
  expect(JSON.stringify(nobody)).toBe(JSON.stringify(wrong));
  expect(told.slice(1)).toEqual([
    "warn log-in-refused why=wrong-password user=Ada",
    "warn log-in-refused why=no-such-user",
  ]);
  expect(told.join()).not.toContain("horse");
});

test("Accounts.enter() refuses bad names and bad new passwords without a hash", async () => {
  const { hasher, register, logIn } = await house();
  for (const answer of [await register("\u0007", ADA.password), await logIn("x".repeat(33), "x")]) {
    expect(answer).toMatchObject({ type: "refused", reason: expect.stringMatching(/^bad name: /) });
  }
  for (const password of ["", "short", "password123", "x".repeat(257), "\ud800 horse battery"]) {
    const reason = expect.stringMatching(/^bad password: /);
    expect(await register("ada", password)).toEqual({ type: "refused", reason });
  }
  expect(hasher.hashes).toBe(0);
});

test("Accounts.enter() asks the throttle before it computes a hash, whether the user exists or not", async () => {
  const { hasher, register, logIn } = await house({ limits: { ...FREE, accountAttempts: 2 } });
  await register(ADA.name, ADA.password);
  for (const name of ["ada", "nobody"]) {
    for (let attempt = 0; attempt < 2; attempt++) await logIn(name, "wrong horse");
    hasher.hashes = 0;
    const answer = await logIn(name, ADA.password);
    const reason = "too many attempts; try again in 60 s";
    expect(answer).toEqual({ type: "refused", reason, retryAfterMs: expect.any(Number) });
    expect(hasher.hashes).toBe(0);
  }
  expect(await register("new", ADA.password)).toMatchObject({ type: "accepted" });
});

test("Accounts.enter() costs as much for an unknown name as for a known one, also after the cost was raised", async () => {
  const old = formatRecord(await hashPassword(ADA.password, COST));
  const open = async (folder: string) => {
    const store = await openAnyStore(folder);
    await store.add(userWith("ada", old));
    return store;
  };
  const { hasher, logIn, told } = await house({ open, cost: { ...COST, ln: 6 } });
  await logIn("ada", "wrong horse");
  await logIn("nobody", "wrong horse");
  await logIn("ada", ADA.password);
  await renewed(told, 1);
  await logIn("nobody", "wrong horse");
  expect(hasher.verified).toEqual([4, 4, 4, 6]);
});

test("Accounts.enter() says busy when the gate does, and does not count the attempt", async () => {
  const gate = new HashLimiter({ places: 0, queueLength: 0 });
  const { logIn, register } = await house({ gate, limits: { ...FREE, accountAttempts: 1 } });
  const answer = { type: "refused", reason: "busy; try again later", retryAfterMs: 2_000 };
  for (let round = 0; round < 3; round++) {
    expect(await logIn(ADA.name, ADA.password)).toEqual(answer);
    expect(await register(ADA.name, ADA.password)).toEqual(answer);
  }
});

test("Accounts.enter() gives a name to one of those who want it at once", async () => {
  const { accounts, register } = await house();
  const answers = await Promise.all(
    ["Ada", "ada", "ADA"].map((name) => register(name, ADA.password)),
  );
  expect(answers.map(({ type }) => type).sort()).toEqual(["accepted", "taken", "taken"]);
  expect(accounts.users.size).toBe(1);
});

test.each([
  ["а\u0501а", "taken"],
  ["ΑDΑ", "refused"],
  ["ＡＤＡ", "taken"],
  ["a\u200dda", "refused"],
  ["ada: I resign", "refused"],
  ["You", "refused"],
])("Accounts.enter() registers nobody as %j where there is an Ada", async (name, type) => {
  const { register } = await house();
  await register("Ada", ADA.password);
  expect(await register(name, ADA.password)).toMatchObject({ type });
});

test("Accounts.enter() lets in who has had a name since before it was refused, and shows it in quotes", async () => {
  const { accounts, store, enter, resume } = await house();
  const password = formatRecord(await hashPassword(ADA.password, COST));
  for (const name of ["ada", "a\u200dda", "ada: I resign"]) {
    await store.add(userWith(name, password));
    const answer = await enter({ type: "log-in", name, password: ADA.password });
    const shown = { ada: "ada", "a\u200dda": '"a\\u200dda"' }[name] ?? '"ada: I resign"';
    expect(answer).toMatchObject({ type: "accepted", name: shown });
    expect(await resume(tokenOf(answer))).toMatchObject({ name: shown });
    accounts.revoke(name);
    expect(await resume(tokenOf(answer))).toEqual({ type: "session-ended" });
  }
});

test("Accounts.enter() gives the looks of a name to one of those who want them at once", async () => {
  const { register } = await house();
  const answers = await Promise.all(
    ["paul", "ｐaul", "pau1"].map((name) => register(name, ADA.password)),
  );
  expect(answers.map(({ type }) => type).sort()).toEqual(["accepted", "taken", "taken"]);
});

test("Accounts.logOut() and revoke() end sessions, and no other", async () => {
  const { accounts, register, logIn, resume } = await house();
  const first = tokenOf(await register("Ada", ADA.password));
  const second = tokenOf(await logIn("ada", ADA.password));
  const other = tokenOf(await register("bob", ADA.password));
  accounts.logOut(first);
  expect([accounts.keepAlive(first), accounts.keepAlive(second)]).toEqual([false, true]);
  expect(await resume(first)).toEqual({ type: "session-ended" });
  accounts.revoke("ADA");
  expect(await resume(second)).toEqual({ type: "session-ended" });
  expect(await resume(other)).toMatchObject({ type: "accepted", name: "bob" });
  expect(await resume("no token")).toEqual({ type: "session-ended" });
});

test("Accounts.clear() forgets everybody and ends all sessions", async () => {
  const { accounts, register, resume, logIn, told } = await house();
  const token = tokenOf(await register(ADA.name, ADA.password));
  expect(await accounts.clear()).toBe(1);
  expect(told.at(-1)).toBe("warn file-cleared file=clients.csv users=1");
  expect(await resume(token)).toEqual({ type: "session-ended" });
  expect(await logIn(ADA.name, ADA.password)).toEqual({ type: "wrong" });
});

test("Accounts.use() goes on with other users, and ends the sessions of those before", async () => {
  const { accounts, store, register, resume, logIn } = await house();
  const token = tokenOf(await register(ADA.name, ADA.password));
  await accounts.use(await openClientsCsv(temporaryFolder(), LOG));
  expect(await resume(token)).toEqual({ type: "session-ended" });
  expect(await logIn(ADA.name, ADA.password)).toEqual({ type: "wrong" });
  expect(await register("new", ADA.password)).toMatchObject({ type: "accepted" });
  await expect(store.add(userWith("late", ""))).rejects.toThrow();
});

test.each(["use", "clear"] as const)(
  "Accounts.%s() lets nobody in who was on the way among the old users",
  async (change) => {
    const { accounts, hasher, register, logIn } = await house();
    await register(ADA.name, ADA.password);
    const { promise, resolve } = Promise.withResolvers<void>();
    hasher.hold = promise;
    const entering = [logIn(ADA.name, ADA.password), register("bob", ADA.password)];
    if (change === "clear") await accounts.clear();
    else await accounts.use(await openClientsCsv(temporaryFolder(), LOG));
    resolve();
    const reason = "the users have changed meanwhile; try again";
    expect(await Promise.all(entering)).toEqual(Array(2).fill({ type: "refused", reason }));
    expect(accounts.users.size).toBe(0);
  },
);

test("Accounts.close() waits for records that are on the way", async () => {
  const { accounts, hasher, store, logIn, told } = await house({ cost: { ...COST, ln: 5 } });
  await store.add(userWith("ada", formatRecord(await hashPassword(ADA.password, COST))));
  await logIn(ADA.name, ADA.password);
  expect(hasher.hashes).toBe(1);
  await accounts.close();
  expect(hasher.hashes).toBe(2);
  expect(told.at(-1)).toBe("info record-renewed user=ada");
});

function userWith(name: string, password: string): User {
  return { name, password, address: "", registered: "" };
}

/** Waits until so many records have been renewed. */
async function renewed(told: readonly string[], count: number): Promise<void> {
  await expect
    .poll(() => told.filter((line) => line.includes("record-renewed")).length)
    .toBe(count);
}
