import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { RECORD } from "../protocol/wire.ts";
import { type ChannelPair, channelPair } from "../testing/channels.ts";
import type { Channel } from "./channel.ts";

async function pairOf(changes: { tls: boolean; frameMs?: number }): Promise<ChannelPair> {
  const pair = await channelPair(changes);
  onTestFinished(() => {
    pair.client.destroy();
    pair.server.destroy();
  });
  return pair;
}

/** All records up to the end or the error, which is the last of them. */
async function allOf(channel: Channel): Promise<unknown[]> {
  const all: unknown[] = [];
  try {
    for (;;) {
      const record = await channel.next();
      if (record === undefined) return all;
      all.push([record.type, Buffer.from(record.body).toString()]);
    }
  } catch (error) {
    return [...all, error];
  }
}

describe.each([
  ["FC1", false],
  ["TLS", true],
])("over %s", (_name, tls) => {
  test("Channel brings records over, both ways, in order", async () => {
    const { client, server } = await pairOf({ tls });
    const texts = ["{}", "", "привет 🐙", "x".repeat(1_000), '["last"]'];
    for (const text of texts) {
      client.send(RECORD.CLIENT_TO_SERVER, text);
      server.send(RECORD.SERVER_TO_CLIENT, Buffer.from(text));
    }
    client.close();
    server.close();
    const [atServer, atClient] = await Promise.all([allOf(server), allOf(client)]);
    expect(atServer).toEqual(texts.map((text) => [RECORD.CLIENT_TO_SERVER, text]));
    expect(atClient).toEqual(texts.map((text) => [RECORD.SERVER_TO_CLIENT, text]));
  });

  test("Channel brings over whatever is sent", async () => {
    const record = fc.tuple(
      fc.constantFrom(RECORD.PING, RECORD.PONG, RECORD.CLIENT_TO_SERVER, 200),
      fc.string({ unit: "grapheme", maxLength: 400 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(record), async (records) => {
        const { client, server } = await channelPair({ tls });
        for (const [type, text] of records) client.send(type, text);
        client.close();
        const expected = records.map(([type, text]) => [type, Buffer.from(text).toString()]);
        expect(await allOf(server)).toEqual(expected);
        await Promise.all([server.part(), client.part()]);
      }),
      { numRuns: 15 },
    );
  });

  test("Channel.close() is the last word; what the other side still says comes over", async () => {
    const { client, server, sockets } = await pairOf({ tls });
    client.close({ reason: "good night", again: false });
    expect(client.closed).toBe(true);
    expect(client.send(RECORD.PING, "{}")).toBe(false);
    expect(await allOf(server)).toEqual([]);
    expect(server.lastWord).toEqual({ reason: "good night", again: false });
    expect(await server.next()).toBeUndefined();
    expect([server.closed, client.lastWord]).toEqual([false, undefined]);
    server.send(RECORD.SERVER_TO_CLIENT, "[]");
    server.close();
    expect(await allOf(client)).toEqual([[RECORD.SERVER_TO_CLIENT, "[]"]]);
    expect(client.lastWord).toEqual({});
    await Promise.all([client.part(), server.part()]);
    expect([sockets.client.closed, sockets.server.closed]).toEqual([true, true]);
  });

  test("Channel.next() takes an end without CLOSE for a cut", async () => {
    const { client, server, sockets } = await pairOf({ tls });
    client.send(RECORD.CLIENT_TO_SERVER, "{}");
    expect((await server.next())?.type).toBe(RECORD.CLIENT_TO_SERVER);
    // Under TLS too: the end of the connection beneath it is nobody's word.
    sockets.client.end();
    const cut = new ProtocolError("the stream was cut: it ended without CLOSE");
    expect(await allOf(server)).toEqual([cut]);
    expect(server.closed).toBe(true);
  });

  test("Channel.next() is undefined when this side has destroyed the connection", async () => {
    const { client, server } = await pairOf({ tls });
    const all = allOf(server);
    server.destroy();
    expect(await all).toEqual([]);
    expect([server.closed, server.send(RECORD.PING, "{}")]).toEqual([true, false]);
    await server.drained();
    await server.part();
    await client.part();
  });

  test("Channel.next() fails when the connection breaks", async () => {
    const { server, sockets } = await pairOf({ tls });
    const all = allOf(server);
    sockets.client.resetAndDestroy();
    // Beneath TLS, Node resets only what TLS has left of the socket: an end, for the other side.
    const expected = tls
      ? expect.any(ProtocolError)
      : expect.objectContaining({ code: "ECONNRESET" });
    expect(await all).toEqual([expected]);
  });

  test("Channel.next() refuses a frame above the limit, and tells why", async () => {
    const { client, server } = await pairOf({ tls });
    client.send(RECORD.CLIENT_TO_SERVER, "x".repeat(2_500));
    expect(await allOf(server)).toEqual([expect.any(ProtocolError)]);
    expect(await allOf(client)).toEqual([]);
    expect(client.lastWord?.reason).toMatch(/^a frame announces \d+ bytes; the limit is 2048$/);
    await Promise.all([server.part(), client.part()]);
  });

  test("Channel.allow() gives a peer that is known more room", async () => {
    const { client, server } = await pairOf({ tls });
    server.allow(8_192);
    client.send(RECORD.CLIENT_TO_SERVER, "x".repeat(6_000));
    expect((await server.next())?.body).toHaveLength(6_000);
  });

  test("Channel.next() refuses a CLOSE that is not as agreed", async () => {
    const { client, server } = await pairOf({ tls });
    client.send(RECORD.CLOSE, '{"reason":7}');
    expect(await allOf(server)).toEqual([expect.any(ProtocolError)]);
    expect(await allOf(client)).toEqual([]);
    expect(client.lastWord).toEqual({ reason: "a CLOSE that is not as agreed" });
  });

  test("Channel.send() tells when it is enough, and drained() when there is room again", async () => {
    const { client, server } = await pairOf({ tls });
    const text = "x".repeat(1_000);
    let sent = 1;
    while (server.send(RECORD.SERVER_TO_CLIENT, text) || server.waitingBytes < 100_000) sent++;
    expect(server.waitingBytes).toBeGreaterThan(0);
    const drained = server.drained();
    const received = allOf(client);
    await drained;
    expect(server.waitingBytes).toBe(0);
    server.close();
    expect(await received).toHaveLength(sent);
  });

  test("Channel.drained() does not wait for a connection that is gone", async () => {
    const { server } = await pairOf({ tls });
    while (server.send(RECORD.SERVER_TO_CLIENT, "x".repeat(1_000)));
    const drained = server.drained();
    server.destroy();
    await drained;
  });

  test("Channel.part() ends the wait for a record, and reads up to the end", async () => {
    const { client, server } = await pairOf({ tls });
    const waiting = allOf(server);
    const parted = server.part();
    expect(await waiting).toEqual([]);
    client.send(RECORD.CLIENT_TO_SERVER, "too late");
    expect(await allOf(client)).toEqual([]);
    await client.part();
    await parted;
    expect(await server.next()).toBeUndefined();
  });

  test("Channel.part() does not wait for ever for one who stays", async () => {
    const { client, server, sockets } = await pairOf({ tls });
    await server.part();
    expect(sockets.server.destroyed).toBe(true);
    client.destroy();
  });
});

test("Channel.next() refuses a frame that does not end in time", async () => {
  const { server, client, sockets } = await pairOf({ tls: false, frameMs: 50 });
  sockets.client.write(Buffer.from([0, 0, 1]));
  expect(await allOf(server)).toEqual([new ProtocolError("a frame did not end within 50 ms")]);
  expect(await allOf(client)).toEqual([]);
  expect(client.lastWord?.reason).toBe("a frame did not end within 50 ms");
});
