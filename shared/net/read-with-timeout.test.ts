import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { connectedPair } from "../testing/connected-pair.ts";
import { chunksOf, readNext } from "./read-with-timeout.ts";

const LONG_MS = 60_000;

const never = new AbortController().signal;

test("readNext() returns a chunk, and then the end", async () => {
  const { client, server } = await connectedPair();
  const chunks = chunksOf(server);
  client.end("hello");
  const patience = { idleMs: LONG_MS, stopping: never };
  expect(await readNext(chunks, patience)).toEqual({
    type: "chunk",
    chunk: Buffer.from("hello"),
  });
  expect(await readNext(chunks, patience)).toEqual({ type: "end" });
  expect(server.writable).toBe(true);
  server.destroy();
});

test("readNext() returns silence when nothing comes", async () => {
  const { client, server } = await connectedPair();
  const result = await readNext(chunksOf(server), { idleMs: 1, stopping: never });
  expect(result).toEqual({ type: "silence" });
  client.destroy();
  server.destroy();
});

test("readNext() returns the stop, during a wait and before it", async () => {
  const { client, server } = await connectedPair();
  const stop = new AbortController();
  const patience = { idleMs: LONG_MS, stopping: stop.signal };
  const chunks = chunksOf(server);
  const arriving = readNext(chunks, patience);
  stop.abort();
  expect(await arriving).toEqual({ type: "stop" });
  client.write("hello");
  expect(await readNext(chunks, patience)).toEqual({ type: "stop" });
  client.destroy();
  server.destroy();
});

test("readNext() throws the reset of the connection", async () => {
  const { client, server } = await connectedPair();
  const arriving = readNext(chunksOf(server), { idleMs: LONG_MS, stopping: never });
  client.resetAndDestroy();
  await expect(arriving).rejects.toMatchObject({ code: "ECONNRESET" });
});

test("readNext() leaves no timer and no listener behind", async () => {
  const { client, server } = await connectedPair();
  const stop = new AbortController();
  const chunks = chunksOf(server);
  const timersBefore = timers();
  client.write("hello");
  await readNext(chunks, { idleMs: LONG_MS, stopping: stop.signal });
  expect(timers()).toBe(timersBefore);
  expect(getEventListeners(stop.signal, "abort")).toEqual([]);
  client.destroy();
  server.destroy();
});

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}
