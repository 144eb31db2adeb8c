import { expect, test } from "vitest";
import { REMEMBERED_IDS } from "../protocol/wire.ts";
import { DedupCache } from "./history.ts";

test("DedupCache.find() knows an id of one user, in whatever letters the name is written", () => {
  const ids = new DedupCache<number>();
  ids.remember("Ada", "a", 1);
  ids.remember("bob", "a", 2);
  expect([ids.find("ADA", "a"), ids.find("bob", "a"), ids.find("ada", "b")]).toEqual([
    1,
    2,
    undefined,
  ]);
});

test("DedupCache.remember() forgets the oldest of a user, and of no other", () => {
  const ids = new DedupCache<number>();
  ids.remember("bob", "old", 0);
  for (let index = 0; index <= REMEMBERED_IDS; index++) ids.remember("ada", `id ${index}`, index);
  expect(ids.find("ada", "id 0")).toBeUndefined();
  expect(ids.find("ada", "id 1")).toBe(1);
  expect(ids.find("ada", `id ${REMEMBERED_IDS}`)).toBe(REMEMBERED_IDS);
  expect(ids.find("bob", "old")).toBe(0);
});

test("DedupCache.forget() makes an id new again", () => {
  const ids = new DedupCache<number>();
  ids.remember("ada", "a", 1);
  ids.remember("ada", "b", 2);
  ids.forget("ADA", "a");
  ids.forget("nobody", "a");
  expect([ids.find("ada", "a"), ids.find("ada", "b")]).toEqual([undefined, 2]);
});

test("DedupCache keeps names and ids apart that mean something to an object", () => {
  const ids = new DedupCache<number>();
  expect(ids.find("__proto__", "constructor")).toBeUndefined();
  ids.remember("__proto__", "__proto__", 1);
  expect([ids.find("__proto__", "__proto__"), ids.find("ada", "__proto__")]).toEqual([
    1,
    undefined,
  ]);
});
