import { expect, test } from "vitest";
import { connectedPair, textOf } from "../../shared/testing/connected-pair.ts";
import { answerClient } from "./answer-client.ts";

const LONG_MS = 60_000;

/** A connection under way; `ending` settles when it is over. */
async function connectedClient({ idleMs = LONG_MS, graceMs = LONG_MS } = {}) {
  const { client, server } = await connectedPair();
  const stop = new AbortController();
  const limits = { idleMs, graceMs, stopping: stop.signal };
  return { client, stop, ending: answerClient(server, "the client", limits) };
}

test("answerClient() answers line by line up to exit, and no further", async () => {
  const { client, ending } = await connectedClient();
  client.end("привет\nexitus\nwait 1\nexit\nmore\n");
  expect(await textOf(client)).toBe("привет\nexitus\nwaited 1 ms\ngood-bye\n");
  expect(await ending).toBe("exit");
});

test("answerClient() answers a last line without its end, and returns the end of the stream", async () => {
  const { client, ending } = await connectedClient();
  client.end("hello\nhel");
  expect(await textOf(client)).toBe("hello\nhel\n");
  expect(await ending).toBe("end of stream");
});

test("answerClient() returns a silence, after it was told to the client", async () => {
  const { client, ending } = await connectedClient({ idleMs: 1 });
  expect(await textOf(client)).toBe("good-bye: silent for 1 ms\n");
  client.end();
  expect(await ending).toBe("silent for 1 ms");
});

test("answerClient() finishes the answer under way when the server stops, and not the next", async () => {
  const { client, stop, ending } = await connectedClient();
  client.write("ready\nwait 20\nmore\n");
  client.once("data", () => stop.abort());
  client.end();
  expect(await textOf(client)).toBe("ready\nwaited 20 ms\ngood-bye: server stops\n");
  expect(await ending).toBe("server stops");
});

test("answerClient() returns a reset, also during a wait", async () => {
  const { client, ending } = await connectedClient();
  client.write("wait 10000\n", () => client.resetAndDestroy());
  expect(await ending).toBe("reset");
});

test("answerClient() refuses a line without end, though the client is still sending", async () => {
  const { client, ending } = await connectedClient();
  client.end(Buffer.alloc(1_000_000, "x"));
  expect(await textOf(client)).toBe("good-bye: line too long\n");
  expect(await ending).toBe("line too long");
});
