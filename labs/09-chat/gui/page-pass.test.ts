import { expect, test } from "vitest";
import { PagePass } from "./page-pass.ts";

function cookieOf(header: string | undefined): string {
  return /^chat=[^;]*/.exec(header ?? "")?.[0] ?? "";
}

test("PagePass takes a key once, and gives a cookie that no script and no other page can use", () => {
  const pass = new PagePass();
  const key = pass.newKey();
  const header = pass.exchange(key);
  expect(header).toMatch(/^chat=[\w-]{43}; Path=\/[\w-]{43}\/; HttpOnly; SameSite=Strict$/);
  expect(pass.admits(cookieOf(header))).toBe(true);
  expect(pass.admits(`other=1; ${cookieOf(header)}; more=2`)).toBe(true);
  expect(pass.exchange(key)).toBeUndefined();
  expect(pass.admits(cookieOf(header))).toBe(true);
});

test("PagePass takes nothing before there is a key, no wrong key, and no older one", () => {
  const pass = new PagePass();
  expect(pass.exchange("")).toBeUndefined();
  expect(pass.exchange("undefined")).toBeUndefined();
  const older = pass.newKey();
  const newer = pass.newKey();
  expect(pass.exchange(older)).toBeUndefined();
  expect(pass.exchange(newer.slice(1))).toBeUndefined();
  expect(pass.exchange(newer)).toBeDefined();
});

test("PagePass admits nobody before a key was used, no wrong cookie, and no older one", () => {
  const pass = new PagePass();
  expect(pass.admits(undefined)).toBe(false);
  expect(pass.admits("chat=undefined")).toBe(false);
  const older = cookieOf(pass.exchange(pass.newKey()));
  const newer = cookieOf(pass.exchange(pass.newKey()));
  expect(pass.admits(older)).toBe(false);
  expect(pass.admits(`${newer}x`)).toBe(false);
  expect(pass.admits(newer)).toBe(true);
});
