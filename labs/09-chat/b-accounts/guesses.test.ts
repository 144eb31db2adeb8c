import { expect, test } from "vitest";
import { Guesses } from "./guesses.ts";

const LIMITS = {
  accountAttempts: 2,
  addressAttempts: 4,
  firstDelayMs: 1_000,
  maxDelayMs: 300_000,
};
const HOME = "192.0.2.1";
const ELSEWHERE = "198.51.100.7";

function guesses() {
  const clock = { ms: 0 };
  const all = new Guesses(LIMITS, () => clock.ms);
  const logIn = (address: string, name: string) => all.begin({ address, name, isNew: false });
  const register = (address: string, name: string) => all.begin({ address, name, isNew: true });
  const right = (address: string, name: string) => {
    expect(logIn(address, name)).toBe(0);
    all.wasRight({ address, name, isNew: false });
  };
  /** Guesses at this account as fast as it may, for so long. */
  const attack = (address: string, name: string, ms: number) => {
    for (const end = clock.ms + ms; clock.ms < end; clock.ms += 100) logIn(address, name);
  };
  return { all, clock, logIn, register, right, attack };
}

test("Guesses slow down who guesses at one account, more and more", () => {
  const { clock, logIn } = guesses();
  expect([logIn(HOME, "ada"), logIn(HOME, "ADA"), logIn(HOME, "ada")]).toEqual([0, 0, 1_000]);
  clock.ms += 1_000;
  expect([logIn(HOME, "ada"), logIn(HOME, "ada")]).toEqual([0, 2_000]);
});

test("Guesses from elsewhere do not keep the owner out, neither at a new address nor at an old one", () => {
  const { logIn, right, attack } = guesses();
  right(HOME, "ada");
  attack(ELSEWHERE, "ada", 60_000);
  expect(logIn(ELSEWHERE, "ada")).toBeGreaterThan(0);
  right(HOME, "ada");
  right("203.0.113.9", "ada");
});

test("Guesses from the owner's own address let him through between two waits that do not grow", () => {
  const { clock, logIn, right, attack } = guesses();
  right(HOME, "ada");
  attack(HOME, "ada", 60_000);
  clock.ms += logIn(HOME, "ada");
  expect(logIn(HOME, "ada")).toBe(0);
  expect(logIn(HOME, "ada")).toBe(1_000);
});

test("Guesses at one account from many addresses are slowed down, and not where the owner is at home", () => {
  const { logIn, right } = guesses();
  right(HOME, "ada");
  for (let host = 1; host <= 20; host++) expect(logIn(`10.0.0.${host}`, "ada")).toBe(0);
  expect(logIn("10.0.0.21", "ada")).toBe(1_000);
  right(HOME, "ada");
});

test("Guesses at many names slow their address down, but for those who are at home there, and for registering", () => {
  const { logIn, register, right } = guesses();
  right(HOME, "bob");
  for (const name of ["a", "b", "c", "d"]) expect(logIn(HOME, name)).toBe(0);
  expect(logIn(HOME, "e")).toBe(1_000);
  expect(logIn(ELSEWHERE, "e")).toBe(0);
  right(HOME, "bob");
  expect(register(HOME, "new")).toBe(0);
});

test("Guesses slow down who tries which names are taken, and no log-in", () => {
  const { logIn, register } = guesses();
  for (const name of ["a", "b", "c", "d"]) expect(register(HOME, name)).toBe(0);
  expect(register(HOME, "e")).toBe(1_000);
  expect(logIn(HOME, "e")).toBe(0);
});

test("Guesses count before it is known whether they are right, and take back what was not looked at", () => {
  const { all, logIn } = guesses();
  const guess = { address: HOME, name: "ada", isNew: false };
  for (let round = 0; round < 9; round++) {
    expect(all.begin(guess)).toBe(0);
    all.wasNotMade(guess);
  }
  expect([logIn(HOME, "ada"), logIn(HOME, "ada")]).toEqual([0, 0]);
  expect(logIn(HOME, "ada")).toBeGreaterThan(0);
});

test("Guesses give no new row to who logs in with an account of his own", () => {
  const { logIn, right } = guesses();
  for (const name of ["a", "b", "c", "d"]) {
    expect(logIn(HOME, name)).toBe(0);
    if (name !== "d") right(HOME, "mallory");
  }
  expect(logIn(HOME, "e")).toBeGreaterThan(0);
});
