import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import type { Address } from "../../shared/net/address.ts";
import { connect } from "../../shared/net/connect.ts";
import { listen } from "../../shared/net/listen.ts";
import { textOf } from "../../shared/testing/connected-pair.ts";
import type { Hostility } from "./hostility.ts";
import { Network } from "./network.ts";
import type { WireEvent } from "./wire-event.ts";

const clearing: (() => unknown)[] = [];

afterEach(async () => {
  for (const clear of clearing.splice(0)) await clear();
});

/** A client and a server's end of one connection, with a network between. */
async function through(hostility: Hostility = {}) {
  const events: WireEvent[] = [];
  const { listener, address } = await listening();
  const network = await Network.open({
    to: address,
    hostility,
    see: (event) => events.push(event),
  });
  clearing.push(() => network.close());
  const arriving = once(listener, "connection") as Promise<[Socket]>;
  const client = await connect(network.address);
  const [server] = await arriving;
  for (const socket of [client, server]) {
    socket.on("error", () => {});
    clearing.push(() => socket.destroy());
  }
  return { client, server, network, listener, events };
}

async function listening(): Promise<{ listener: Server; address: Address }> {
  const listener = createServer({ allowHalfOpen: true });
  clearing.push(() => listener.close());
  return { listener, address: await listen(listener, { host: "127.0.0.1", port: 0 }) };
}

/** Waits until the other side has left, by FIN or by RST. */
function left(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once("end", resolve).once("close", () => resolve());
  });
}

/** Each chunk by itself, as the socket reads it. */
async function chunksOf(socket: Socket): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(String(chunk));
  return chunks;
}

test("passes both directions on, byte for byte", async () => {
  const { client, server } = await through();
  client.end("hello");
  expect(await textOf(server)).toBe("hello");
  server.end("world");
  expect(await textOf(client)).toBe("world");
});

test("keeps a half-closed connection half-open", async () => {
  const { client, server, events } = await through();
  client.end("question");
  expect(await textOf(server)).toBe("question");
  expect(events.map(({ type }) => type)).toEqual(["connect", "chunk", "end"]);
  server.end("answer after the end");
  expect(await textOf(client)).toBe("answer after the end");
});

test("tells of everything that passes, with its side and its connection", async () => {
  const { client, server, events, network } = await through();
  const second = await connect(network.address);
  const addresses = {
    client: { host: "127.0.0.1", port: client.localPort },
    seenAs: { host: "127.0.0.1", port: server.remotePort },
  };
  client.end("hello");
  await textOf(server);
  server.end();
  await textOf(client);
  second.destroy();
  expect(events.filter(({ connection }) => connection === 1)).toEqual([
    { connection: 1, type: "connect", ...addresses },
    { connection: 1, type: "chunk", from: "client", bytes: Buffer.from("hello") },
    { connection: 1, type: "end", from: "client" },
    { connection: 1, type: "end", from: "server" },
  ]);
});

test.each(["client", "server"] as const)("passes a reset by the %s on", async (side) => {
  const ends = await through();
  const other = side === "client" ? ends.server : ends.client;
  ends[side].write("hello");
  expect(String(await once(other, "data"))).toBe("hello");
  const broken = once(other, "error");
  ends[side].resetAndDestroy();
  expect((await broken)[0]).toMatchObject({ code: "ECONNRESET" });
  expect(ends.events.at(-1)).toEqual({ connection: 1, type: "reset", from: side });
});

test("a client that resets before the server was reached is gone for the server too", async () => {
  const { listener, address } = await listening();
  const network = await Network.open({ to: address });
  clearing.push(() => network.close());
  const arriving = once(listener, "connection") as Promise<[Socket]>;
  const client = await connect(network.address);
  client.resetAndDestroy();
  const [server] = await arriving;
  await expect(textOf(server)).rejects.toMatchObject({ code: "ECONNRESET" });
});

test("a server that cannot be reached is a reset for the client", async () => {
  const { listener, address } = await listening();
  listener.close();
  const events: WireEvent[] = [];
  const network = await Network.open({ to: address, see: (event) => events.push(event) });
  clearing.push(() => network.close());
  await expect(connect(network.address).then(textOf)).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(events).toEqual([{ connection: 1, type: "unreachable", reason: "ECONNREFUSED" }]);
});

test.each([{}, { delayMs: 1 }, { join: true }])(
  "a side that does not read stops the other (%o)",
  async (hostility) => {
    const { client, server } = await through(hostility);
    server.pause();
    const piece = Buffer.alloc(1_048_576);
    let taken = 0;
    const write = () => {
      client.write(piece, (error) => {
        if (error) return;
        taken += piece.length;
        write();
      });
    };
    write();
    // Four socket buffers of the system lie between, each of some megabytes.
    let before = -1;
    while (taken !== before) {
      before = taken;
      await pause(200);
    }
    expect(taken).toBeLessThan(64 * 1_048_576);
    server.resume();
    while (taken < before + 4 * piece.length) await once(server, "data");
  },
);

test("split: the receiver reads every piece by itself", async () => {
  const { client, server } = await through({ split: 1 });
  client.end("hello\n");
  expect(await chunksOf(server)).toEqual(["h", "e", "l", "l", "o", "\n"]);
  server.end("yes");
  expect(await chunksOf(client)).toEqual(["y", "e", "s"]);
});

test("join: what comes without a pause arrives as one", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }); // no pause ever ends
  clearing.push(() => vi.useRealTimers());
  const { client, server } = await through({ join: true });
  for (const word of ["one ", "two ", "three"]) {
    client.write(word);
    await pause(2);
  }
  client.end();
  expect(await chunksOf(server)).toEqual(["one two three"]);
});

test("delay: bytes and end arrive later, in order", async () => {
  const { client, server } = await through({ delayMs: 80 });
  const start = performance.now();
  client.write("hello ");
  client.end("world");
  expect(await textOf(server)).toBe("hello world");
  expect(performance.now() - start).toBeGreaterThan(75);
});

test("drop-after: so many bytes of both directions pass, then nothing, not even an end", async () => {
  const { client, server, events } = await through({ dropAfter: 8 });
  client.write("hello");
  expect(String(await once(server, "data"))).toBe("hello");
  server.write("world");
  expect(String(await once(client, "data"))).toBe("wor");
  client.end("more");
  server.end("more");
  await pause(50);
  expect(events.map(({ type }) => type)).toEqual(["connect", "chunk", "chunk", "silence"]);
  expect([client.readableEnded, server.readableEnded]).toEqual([false, false]);
});

test("reset-after: so many bytes pass, then both sides are reset", async () => {
  const { client, server, events } = await through({ resetAfter: 3 });
  const broken = Promise.all([once(client, "error"), once(server, "error")]);
  client.write("hello");
  expect(String(await once(server, "data"))).toBe("hel");
  for (const [error] of await broken) expect(error).toMatchObject({ code: "ECONNRESET" });
  expect(events.at(-1)).toEqual({ connection: 1, type: "reset", from: "network" });
});

test("reset-after 0: nothing passes at all", async () => {
  const { client } = await through({ resetAfter: 0 });
  client.write("hello");
  await expect(textOf(client)).rejects.toMatchObject({ code: "ECONNRESET" });
});

test("close() leaves nothing open, whatever is under way", async () => {
  const { client, server, network } = await through({ delayMs: 10_000, split: 1 });
  client.write("hello");
  const bothLeft = Promise.all([client.resume(), server.resume()].map(left));
  await network.close();
  await bothLeft;
  await expect(connect(network.address)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("a million bytes in random chunks come out as they went in", async () => {
  const { client, server } = await through({ delayMs: 1, join: true, split: 50_000 });
  const data = Buffer.from(Array.from({ length: 1_000_000 }, (_, at) => (at * 7919) & 0xff));
  for (let start = 0; start < data.length; start += 33_333) {
    client.write(data.subarray(start, start + 33_333));
  }
  client.end();
  const chunks: Buffer[] = [];
  for await (const chunk of server as AsyncIterable<Buffer>) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(data)).toBe(true);
});
