import { expect, test } from "vitest";
import { OneTimeLink } from "./one-time-link.ts";

function cookieOf(header: string | undefined): string {
  return /^chat=[^;]*/.exec(header ?? "")?.[0] ?? "";
}

test("OneTimeLink takes a key once, and gives a cookie that no script and no other page can use", () => {
  const link = new OneTimeLink();
  const key = link.newKey();
  const header = link.exchange(key);
  expect(header).toMatch(/^chat=[\w-]{43}; Path=\/[\w-]{43}\/; HttpOnly; SameSite=Strict$/);
  expect(link.admits(cookieOf(header))).toBe(true);
  expect(link.admits(`other=1; ${cookieOf(header)}; more=2`)).toBe(true);
  expect(link.exchange(key)).toBeUndefined();
  expect(link.admits(cookieOf(header))).toBe(true);
});

test("OneTimeLink takes nothing before there is a key, no wrong key, and no older one", () => {
  const link = new OneTimeLink();
  expect(link.exchange("")).toBeUndefined();
  expect(link.exchange("undefined")).toBeUndefined();
  const older = link.newKey();
  const newer = link.newKey();
  expect(link.exchange(older)).toBeUndefined();
  expect(link.exchange(newer.slice(1))).toBeUndefined();
  expect(link.exchange(newer)).toBeDefined();
});

test("OneTimeLink admits nobody before a key was used, no wrong cookie, and no older one", () => {
  const link = new OneTimeLink();
  expect(link.admits(undefined)).toBe(false);
  expect(link.admits("chat=undefined")).toBe(false);
  const older = cookieOf(link.exchange(link.newKey()));
  const newer = cookieOf(link.exchange(link.newKey()));
  expect(link.admits(older)).toBe(false);
  expect(link.admits(`${newer}x`)).toBe(false);
  expect(link.admits(newer)).toBe(true);
});
