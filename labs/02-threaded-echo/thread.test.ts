import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { connect } from "../../shared/net/connect.ts";
import { listen } from "../../shared/net/listen.ts";
import { Thread } from "./thread-pool.ts";

const threads: Thread[] = [];

function startThread(onCrash: (thread: Thread) => void = () => {}): Thread {
  const thread = new Thread(onCrash);
  threads.push(thread);
  return thread;
}

afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.end()));
});

/** A client's socket, and the server's end of it, from which nothing has been read. */
async function freshPair(): Promise<{ client: Socket; accepted: Socket }> {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true });
  const address = await listen(server, { host: "127.0.0.1", port: 0 });
  const [client, [accepted]] = await Promise.all([
    connect(address),
    once(server, "connection") as Promise<[Socket]>,
  ]);
  server.close();
  return { client, accepted };
}

test("handleConnection() answers in the thread and returns when the client has left", async () => {
  const thread = startThread();
  const { client, accepted } = await freshPair();
  const end = thread.handleConnection(accepted);
  client.end("hello\n");
  expect(await text(client)).toBe(`[thread ${thread.number} line 1] hello\n`);
  expect(await end).toEqual({ reason: undefined });
});

test("handleConnection() leaves this thread with a dead socket", async () => {
  const { client, accepted } = await freshPair();
  void startThread().handleConnection(accepted);
  expect(accepted.destroyed).toBe(true);
  client.end();
  await text(client);
});

test("handleConnection() tells why a connection broke, and serves the next client", async () => {
  const thread = startThread();
  const first = await freshPair();
  const end = thread.handleConnection(first.accepted);
  first.client.resetAndDestroy();
  expect(await end).toEqual({ reason: "reset by the other side" });

  const second = await freshPair();
  void thread.handleConnection(second.accepted);
  second.client.end("hello\n");
  expect(await text(second.client)).toBe(`[thread ${thread.number} line 1] hello\n`);
});

test("handleConnection() throws when the thread crashes, and the connection is closed", async () => {
  const crashed: Thread[] = [];
  const thread = startThread((one) => crashed.push(one));
  const { client, accepted } = await freshPair();
  const end = thread.handleConnection(accepted);
  client.end("crash\n");
  await expect(end).rejects.toThrow("the thread crashed, as the client had asked");
  expect(await text(client)).toBe("");
  expect(crashed).toEqual([thread]);
});

test("end() closes the connection of a thread that computes", async () => {
  const thread = startThread();
  const { client, accepted } = await freshPair();
  // By FIN, or by RST where the last request has not been read.
  client.on("error", () => {});
  const closed = new Promise((resolve) => client.once("close", resolve));
  void thread.handleConnection(accepted);
  client.write("hello\n");
  await once(client, "data");
  client.end("primes 50000000\n");
  await thread.end();
  await closed;
});
