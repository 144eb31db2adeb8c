import { expect, onTestFinished, test } from "vitest";
import { Attempts } from "../../shared/auth/attempts.ts";
import { HashLimiter } from "../../shared/auth/hash-limiter.ts";
import { SessionTokens } from "../../shared/auth/session-tokens.ts";
import { logTo } from "../../shared/logging/log.ts";
import { logLine } from "../../shared/logging/log-line.ts";
import { canFillDisk, onFullDisk } from "../../shared/testing/full-disk.ts";
import { temporaryFolder } from "../../shared/testing/temporary-folder.ts";
import { Accounts } from "./accounts.ts";
import { answerTo } from "./answer.ts";
import type { Answer } from "./messages.ts";

const LIMITS = {
  accountAttempts: 3,
  addressAttempts: 9,
  firstDelayMs: 60_000,
  maxDelayMs: 60_000,
};

/** A server without a network: what is asked is answered, and what the log is told is kept. */
async function house() {
  const told: string[] = [];
  const log = logTo((...line) => told.push(logLine(new Date(), ...line)));
  const cost = { ln: 4, r: 8, p: 1 };
  const accounts = await Accounts.open(temporaryFolder(), { cost, gate: new HashLimiter(), log });
  onTestFinished(() => accounts.close());
  const sessions = new SessionTokens({ idleMs: 60_000, sessionMaxMs: 60_000 });
  const all = { accounts, sessions, attempts: new Attempts(LIMITS) };
  const ask = (request: object): Promise<Answer> =>
    answerTo(JSON.stringify(request), { host: "10.0.0.1", log }, all);
  return { ask, told };
}

const ADA = { name: "ada", password: "correct horse" };

test("answerTo() registers, welcomes, serves and says good-bye", async () => {
  const { ask } = await house();
  expect(await ask({ type: "register", ...ADA })).toEqual({ type: "registered" });
  const welcome = await ask({ type: "log-in", ...ADA });
  if (welcome.type !== "welcome") return expect.unreachable(welcome.type);
  const { token } = welcome;
  expect(await ask({ type: "say", token, text: "hello" })).toEqual({ type: "said", text: "hello" });
  expect(await ask({ type: "log-out", token })).toEqual({ type: "good-bye" });
  expect(await ask({ type: "say", token, text: "hello" })).toMatchObject({ type: "refused" });
});

test.skipIf(!canFillDisk)("answerTo() answers a registration on a full disk", async () => {
  const { ask, told } = await house();
  await onFullDisk(1, async () => {
    const expected = { type: "refused", reason: "cannot store an account now; try again later" };
    expect(await ask({ type: "register", ...ADA })).toEqual(expected);
  });
  expect(told.at(-1)).toMatch(/ error account-not-stored user=ada reason="/);
  expect(await ask({ type: "register", ...ADA })).toEqual({ type: "registered" });
});

test("answerTo() gives whoever has no token one answer to everything", async () => {
  const { ask } = await house();
  for (const request of [{ type: "say", text: "x" }, { type: "dance" }, {}, { type: "log-out" }]) {
    const expected = { type: "refused", reason: "not logged in" };
    expect(await ask({ ...request, token: "x" })).toEqual(expected);
    expect(await ask(request)).toEqual(expected);
  }
});

test("answerTo() gives a wrong password and an unknown user the same answer, then lets both wait", async () => {
  const { ask } = await house();
  await ask({ type: "register", ...ADA });
  for (const name of ["ada", "nobody"]) {
    for (let attempt = 0; attempt < 3; attempt++) {
      const answer = await ask({ type: "log-in", name, password: "wrong" });
      expect(answer).toEqual({ type: "refused", reason: "wrong name or password" });
    }
    const answer = await ask({ type: "log-in", ...ADA, name });
    expect(answer).toMatchObject({ reason: "too many attempts; try again in 60 s" });
  }
});

test("answerTo() tells the log no secret, and no name that nobody has", async () => {
  const { ask, told } = await house();
  await ask({ type: "register", ...ADA });
  await ask({ type: "log-in", name: "ada", password: "wrong horse" });
  await ask({ type: "log-in", name: "correct horse", password: "ada" });
  const welcome = await ask({ type: "log-in", ...ADA });
  const token = welcome.type === "welcome" ? welcome.token : "";
  await ask({ type: "say", token, text: "a secret thing" });
  const log = told.join("\n");
  expect(log).toContain("user=ada");
  for (const secret of ["horse", token, "a secret thing"]) expect(log).not.toContain(secret);
});
