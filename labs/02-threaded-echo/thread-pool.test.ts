import { afterEach, expect, test } from "vitest";
import { MAX_IDLE, MIN_IDLE, ThreadPool } from "./thread-pool.ts";

const pools: ThreadPool[] = [];

function poolOf(limit: number): ThreadPool {
  const pool = new ThreadPool(limit);
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.end()));
});

test("ThreadPool starts threads before anybody asks", () => {
  expect(poolOf(64).size).toEqual({ threads: MIN_IDLE, idle: MIN_IDLE });
});

test("ThreadPool starts no more ahead than its limit", () => {
  expect(poolOf(1).size).toEqual({ threads: 1, idle: 1 });
});

test("take() gives each thread to one only, and starts ahead for the next", () => {
  const pool = poolOf(64);
  const first = pool.take();
  const second = pool.take();
  expect(first).toBeDefined();
  expect(second).not.toBe(first);
  expect(pool.size).toEqual({ threads: 2 + MIN_IDLE, idle: MIN_IDLE });
});

test("take() gives nothing above the limit, until a thread is given back", () => {
  const pool = poolOf(2);
  const first = pool.take();
  pool.take();
  expect(pool.take()).toBeUndefined();
  if (first !== undefined) pool.giveBack(first);
  expect(pool.take()).toBe(first);
});

test("take() prefers a thread that has served before: it certainly runs", () => {
  const pool = poolOf(64);
  const thread = pool.take();
  if (thread !== undefined) pool.giveBack(thread);
  expect(pool.take()).toBe(thread);
});

test("giveBack() ends a thread when enough are idle", () => {
  const pool = poolOf(MAX_IDLE + 2);
  const threads = Array.from({ length: MAX_IDLE + 2 }, () => pool.take());
  for (const thread of threads) if (thread !== undefined) pool.giveBack(thread);
  expect(pool.size).toEqual({ threads: MAX_IDLE, idle: MAX_IDLE });
});

test("end() ends all threads", async () => {
  const pool = poolOf(2);
  pool.take();
  await pool.end();
  expect(pool.size).toEqual({ threads: 0, idle: 0 });
});
