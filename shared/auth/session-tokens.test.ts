import { expect, test } from "vitest";
import { SessionTokens } from "./session-tokens.ts";

/** Tokens whose clock the test moves. */
function tokensAt({ idleMs = 100, sessionMaxMs = 1_000 } = {}) {
  const clock = { now: 7_000 };
  return { clock, tokens: new SessionTokens({ idleMs, sessionMaxMs }, () => clock.now) };
}

test("SessionTokens.open() makes a new token each time, of 32 bytes", () => {
  const { tokens } = tokensAt();
  const [one, other] = [tokens.open("ada"), tokens.open("ada")];
  expect(one).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(one).not.toBe(other);
  expect([tokens.userOf(one), tokens.userOf(other)]).toEqual(["ada", "ada"]);
});

test("SessionTokens.userOf() is undefined for what is no token", () => {
  const { tokens } = tokensAt();
  const token = tokens.open("ada");
  for (const other of ["", "x", `${token} `, token.slice(0, -1), `${token}=`, "__proto__"]) {
    expect(tokens.userOf(other), other).toBeUndefined();
  }
});

test("SessionTokens.userOf() knows a token that is in use, up to the end of the session", () => {
  const { tokens, clock } = tokensAt();
  const token = tokens.open("ada");
  for (let uses = 0; uses < 10; uses++) {
    clock.now += 99;
    expect(tokens.userOf(token)).toBe("ada");
  }
  clock.now += 10;
  expect(tokens.userOf(token)).toBeUndefined();
  expect(tokens.size).toBe(0);
});

test("SessionTokens.userOf() knows no token that was idle for too long", () => {
  const { tokens, clock } = tokensAt();
  const token = tokens.open("ada");
  clock.now += 100;
  expect(tokens.userOf(token)).toBeUndefined();
  clock.now -= 50;
  expect(tokens.userOf(token)).toBeUndefined();
});

test("SessionTokens.close() ends one session and no other", () => {
  const { tokens } = tokensAt();
  const [one, other] = [tokens.open("ada"), tokens.open("ada")];
  tokens.close(one);
  tokens.close("unknown");
  expect([tokens.userOf(one), tokens.userOf(other)]).toEqual([undefined, "ada"]);
});

test("SessionTokens.open() forgets the sessions that have ended", () => {
  const { tokens, clock } = tokensAt();
  for (let users = 0; users < 5; users++) tokens.open("ada");
  clock.now += 100;
  tokens.open("grace");
  expect(tokens.size).toBe(1);
});

test("SessionTokens.closeAllOf() ends the sessions of one user, closeAll() those of everybody", () => {
  const { tokens } = tokensAt();
  const all = [tokens.open("ada"), tokens.open("grace"), tokens.open("ada")];
  tokens.closeAllOf("ada");
  expect(all.map((token) => tokens.userOf(token))).toEqual([undefined, "grace", undefined]);
  tokens.closeAll();
  expect(all.map((token) => tokens.userOf(token))).toEqual([undefined, undefined, undefined]);
});
