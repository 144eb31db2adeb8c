import { expect, test } from "vitest";
import { Attempts } from "./attempts.ts";

const LIMITS = {
  accountAttempts: 2,
  addressAttempts: 4,
  firstDelayMs: 60_000,
  maxDelayMs: 300_000,
};

test("Attempts slows down who tries one account from many addresses", () => {
  const attempts = new Attempts(LIMITS);
  const from = (address: string) => attempts.begin({ address, name: "Ada" });
  expect([from("10.0.0.1"), from("10.0.0.2")]).toEqual([0, 0]);
  expect(from("10.0.0.3")).toBeGreaterThan(59_000);
  expect(attempts.begin({ address: "10.0.0.3", name: "ADA" })).toBeGreaterThan(59_000);
  expect(attempts.begin({ address: "10.0.0.3", name: "grace" })).toBe(0);
});

test("Attempts slows down who tries many accounts from one network", () => {
  const attempts = new Attempts(LIMITS);
  const at = (name: string) => attempts.begin({ address: `2001:db8::${name}`, name });
  expect(["1", "2", "3", "4"].map(at)).toEqual([0, 0, 0, 0]);
  expect(at("5")).toBeGreaterThan(59_000);
  expect(attempts.begin({ address: "2001:db8:0:1::1", name: "5" })).toBe(0);
});

test("Attempts starts an account anew when the password was right, but not the address", () => {
  const attempts = new Attempts(LIMITS);
  const wrong = { address: "10.0.0.1", name: "grace" };
  const right = { address: "10.0.0.1", name: "mallory" };
  for (let round = 0; round < 2; round++) {
    expect(attempts.begin(wrong)).toBe(0);
    expect(attempts.begin(right)).toBe(0);
    attempts.wasRight(right);
  }
  expect(attempts.begin(right)).toBe(0);
  expect(attempts.begin({ ...wrong, name: "ada" })).toBe(0);
  expect(attempts.begin({ ...wrong, name: "linus" })).toBeGreaterThan(0);
});

test("Attempts takes back what was not even looked at", () => {
  const attempts = new Attempts(LIMITS);
  const attempt = { address: "10.0.0.1", name: "ada" };
  for (let round = 0; round < 9; round++) {
    expect(attempts.begin(attempt)).toBe(0);
    attempts.wasNotMade(attempt);
  }
});
