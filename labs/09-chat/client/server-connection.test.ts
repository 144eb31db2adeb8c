import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { orAborted } from "./server-connection.ts";

const never = new Promise<never>(() => {});

test("orAborted() brings what the work brings, and leaves no listener behind", async () => {
  const { signal } = new AbortController();
  expect(await orAborted(Promise.resolve(7), signal)).toBe(7);
  await expect(orAborted(Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("orAborted() waits no more when the signal aborts, or has", async () => {
  const stop = new AbortController();
  const waiting = orAborted(never, stop.signal);
  stop.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  await expect(orAborted(never, stop.signal)).rejects.toThrow("enough");
});
