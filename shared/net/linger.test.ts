import { once } from "node:events";
import { expect, test } from "vitest";
import { connectedPair, textOf } from "../testing/connected-pair.ts";
import { linger } from "./linger.ts";
import { chunksOf } from "./read-with-timeout.ts";

const LONG_MS = 60_000;

test("linger() reads what still comes, so that the last word is not lost", async () => {
  const { client, server } = await connectedPair();
  server.end("good-bye\n");
  const lingering = linger(server, chunksOf(server), LONG_MS);
  client.end(Buffer.alloc(8_000_000));
  expect(await textOf(client)).toBe("good-bye\n");
  await lingering;
});

test("linger() returns after the last word has left, even if it is long", async () => {
  const { client, server } = await connectedPair();
  const lastWord = "good-bye ".repeat(1_000_000);
  server.end(lastWord);
  client.end();
  const [said] = await Promise.all([textOf(client), linger(server, chunksOf(server), LONG_MS)]);
  expect(said.length).toBe(lastWord.length);
});

test("linger() resets a connection whose other side stays", async () => {
  const { client, server } = await connectedPair();
  const broken = once(client, "error");
  server.end();
  await linger(server, chunksOf(server), 1);
  expect(server.destroyed).toBe(true);
  client.write("still there?"); // a reset shows at the next write
  const [error] = await broken;
  expect(["ECONNRESET", "EPIPE"]).toContain(error.code);
});

test("linger() returns when the other side resets the connection", async () => {
  const { client, server } = await connectedPair();
  server.end();
  const lingering = linger(server, chunksOf(server), LONG_MS);
  client.resetAndDestroy();
  await expect(lingering).resolves.toBeUndefined();
});
