/** What somebody in the middle can do to a channel, and how it must end: each on real connections. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "../../../shared/net/connect.ts";
import { listen } from "../../../shared/net/listen.ts";
import { ProgramError, ProtocolError } from "../../../shared/process/errors.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import type { Channel } from "../connection/channel.ts";
import { openIdentity } from "../connection/identity.ts";
import { KnownServers } from "../connection/server-verifier.ts";
import { type Direction, honest, openMiddle, type Trick } from "../demos/parts/middle.ts";
import { RECORD } from "../protocol/wire.ts";
import { acceptOptions, openOptions, testIdentity } from "../testing/channels.ts";
import { acceptChannel, openChannel } from "./open-channel.ts";

/** A way to play with the third record of a direction; the hello and FINISHED pass. */
type Play = (
  body: Buffer,
  send: (body: Uint8Array) => void,
  sendBack: (body: Uint8Array) => void,
) => void;

/** The frames of a direction before its first record after FINISHED. */
const BEFORE = 2;

/** A trick on the second record of one direction. The first one is kept for it. */
function onSecondRecord(where: Direction, play: (first: Buffer) => Play): () => Trick {
  const back: Direction = where === "to-server" ? "to-client" : "to-server";
  return () => {
    let first: Buffer = Buffer.alloc(0);
    return (direction, index, body, hands) => {
      if (direction === where && index === BEFORE) first = body;
      if (direction !== where || index !== BEFORE + 1) return hands.send(direction, body);
      play(first)(
        body,
        (sent) => hands.send(where, sent),
        (sent) => hands.send(back, sent),
      );
    };
  };
}

/** Both ends of a channel through a middle, as they come out of their handshakes. */
async function throughMiddle(newTrick: () => Trick): Promise<[unknown, unknown]> {
  const server = createServer({ allowHalfOpen: true });
  const target = await listen(server, { host: "127.0.0.1", port: 0 });
  const middle = await openMiddle(target, newTrick);
  const accepted = once(server, "connection") as Promise<[Socket]>;
  const socket = await connect(middle.address);
  const [served] = await accepted;
  onTestFinished(() => {
    server.close();
    middle.close();
    socket.destroy();
    served.destroy();
  });
  return Promise.all([
    acceptChannel(served, await acceptOptions()).catch((error: unknown) => error),
    openChannel(socket, openOptions()).catch((error: unknown) => error),
  ]);
}

/** The channels, when the trick leaves the handshake alone. */
async function channelsThrough(
  newTrick: () => Trick,
): Promise<{ server: Channel; client: Channel }> {
  const [server, client] = await throughMiddle(newTrick);
  return { server: server as Channel, client: client as Channel };
}

/** Sends four records one way; returns what came of each, up to the error. */
async function fourRecords(from: Channel, to: Channel): Promise<unknown[]> {
  for (const text of ["one", "two", "three", "four"]) from.send(RECORD.CLIENT_TO_SERVER, text);
  const all: unknown[] = [];
  try {
    for (;;) {
      const record = await to.next();
      if (record === undefined) return all;
      all.push(Buffer.from(record.body).toString());
      if (all.length === 4) return all;
    }
  } catch (error) {
    return [...all, error];
  }
}

function turnBit(body: Buffer, bit: number): Buffer {
  const turned = Buffer.from(body);
  turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return turned;
}

const bothWays = ["to-server", "to-client"] as const;

/** What the side that is attacked makes of it, and what it tells the other one. */
async function attack(where: Direction, play: (first: Buffer) => Play) {
  const { server, client } = await channelsThrough(onSecondRecord(where, play));
  const [from, to] = where === "to-server" ? [client, server] : [server, client];
  const received = await fourRecords(from, to);
  await expect(from.next()).resolves.toBeUndefined();
  await Promise.all([to.part(), from.part()]);
  return { received, told: from.lastWord };
}

test("nothing happens when the middle only looks", async () => {
  const { server, client } = await channelsThrough(() => honest);
  expect(await fourRecords(client, server)).toEqual(["one", "two", "three", "four"]);
  expect(await fourRecords(server, client)).toEqual(["one", "two", "three", "four"]);
});

test.each(bothWays)("a record replayed %s is refused: got n, want m", async (where) => {
  const play = () => (body: Buffer, send: (body: Uint8Array) => void) => {
    send(body);
    send(body);
  };
  const reason = "record out of order: got 2, want 3";
  expect(await attack(where, play)).toEqual({
    received: ["one", "two", new ProtocolError(reason)],
    told: { reason },
  });
});

test.each(bothWays)("an older record replayed %s is refused", async (where) => {
  const play = (first: Buffer) => (_body: Buffer, send: (body: Uint8Array) => void) => send(first);
  const reason = "record out of order: got 1, want 2";
  expect(await attack(where, play)).toEqual({
    received: ["one", new ProtocolError(reason)],
    told: { reason },
  });
});

test.each(bothWays)("a record dropped %s is noticed at the next one", async (where) => {
  const reason = "record out of order: got 3, want 2";
  expect(await attack(where, () => () => {})).toEqual({
    received: ["one", new ProtocolError(reason)],
    told: { reason },
  });
});

test.each(bothWays)("records that change places %s are refused", async (where) => {
  let kept: Buffer | undefined;
  const newTrick = (): Trick => (direction, index, body, hands) => {
    if (direction === where && index === BEFORE + 1) {
      kept = body;
      return;
    }
    hands.send(direction, body);
    if (direction === where && index === BEFORE + 2 && kept !== undefined) hands.send(where, kept);
  };
  const { server, client } = await channelsThrough(newTrick);
  const [from, to] = where === "to-server" ? [client, server] : [server, client];
  const reason = "record out of order: got 3, want 2";
  expect(await fourRecords(from, to)).toEqual(["one", new ProtocolError(reason)]);
  expect(await from.next()).toBeUndefined();
  expect(from.lastWord).toEqual({ reason });
});

test.each(bothWays)("a record %s that comes back to its sender is refused", async (where) => {
  const play = () => (body: Buffer, _send: unknown, sendBack: (body: Uint8Array) => void) =>
    sendBack(body);
  const { server, client } = await channelsThrough(onSecondRecord(where, play));
  const [from, to] = where === "to-server" ? [client, server] : [server, client];
  for (const text of ["one", "two"]) from.send(RECORD.CLIENT_TO_SERVER, text);
  const reason = "authentication failed";
  await expect(from.next()).rejects.toThrow(new ProtocolError(reason));
  // The CLOSE that tells of it comes behind the record that was taken away: out of order for the other.
  expect(await to.next()).toMatchObject({ type: RECORD.CLIENT_TO_SERVER });
  await expect(to.next()).rejects.toThrow("record out of order: got 3, want 2");
});

test.each(bothWays)("a bit turned %s is noticed, wherever it is", async (where) => {
  for (const bit of [0, 5, 100, 500, 7 * 8 + 1, -1]) {
    const play = () => (body: Buffer, send: (body: Uint8Array) => void) =>
      send(turnBit(body, bit < 0 ? body.length * 8 + bit : bit));
    const reason = "authentication failed";
    expect(await attack(where, play)).toEqual({
      received: ["one", new ProtocolError(reason)],
      told: { reason },
    });
  }
});

test.each(bothWays)("a stream cut on the way %s is no clean end", async (where) => {
  const newTrick = (): Trick => (direction, index, body, hands) => {
    if (direction === where && index === BEFORE + 1) hands.cut();
    else hands.send(direction, body);
  };
  const { server, client } = await channelsThrough(newTrick);
  const [from, to] = where === "to-server" ? [client, server] : [server, client];
  const cut = new ProtocolError("the stream was cut: it ended without CLOSE");
  expect(await fourRecords(from, to)).toEqual(["one", cut]);
  await expect(from.next()).rejects.toThrow(cut);
});

test("another certificate is refused when the client knows the right one", async () => {
  const [right, other] = await Promise.all([testIdentity(), openIdentity(temporaryFolder())]);
  const impostor = createServer({ allowHalfOpen: true });
  const address = await listen(impostor, { host: "127.0.0.1", port: 0 });
  const known = await KnownServers.open(temporaryFolder());
  await known.add(address, right.fingerprint);
  const connection = once(impostor, "connection") as Promise<[Socket]>;
  const socket = await connect(address);
  const [served] = await connection;
  onTestFinished(() => {
    impostor.close();
    served.destroy();
  });
  const verifyServer = (fingerprint: string) => void known.check(address, fingerprint);
  const [accepted, opened] = await Promise.allSettled([
    acceptChannel(served, await acceptOptions({ identity: other })),
    openChannel(socket, openOptions({ verifyServer })),
  ]);
  expect(opened).toMatchObject({ reason: expect.any(ProgramError) });
  expect(String(opened.status === "rejected" && opened.reason)).toMatch(/HOST KEY CHANGED/);
  expect(accepted.status).toBe("rejected");
});

test.each([
  ["the server's key", "to-client", 0],
  ["the server's random number", "to-client", 40],
  ["the server's certificate", "to-client", 300],
  ["the server's signature", "to-client", -10],
  ["the client's key", "to-server", 10],
  ["the client's random number", "to-server", 50],
] as const)("a handshake in which %s was changed is refused", async (_what, where, at) => {
  const newTrick = (): Trick => (direction, index, body, hands) => {
    const isIt = direction === where && index === 0;
    const byte = at < 0 ? body.length + at : at;
    hands.send(direction, isIt ? turnBit(body, byte * 8) : body);
  };
  const [server, client] = await throughMiddle(newTrick);
  expect(client).toBeInstanceOf(ProtocolError);
  expect(server).toEqual(new ProtocolError("the other side left during the handshake"));
});

test.each([
  ["client", "to-server", 4],
  ["server", "to-client", 0],
] as const)("a point of all zeros in place of the %s's key is refused", async (_who, where, at) => {
  const newTrick = (): Trick => (direction, index, body, hands) => {
    if (direction === where && index === 0) body.fill(0, at, at + 32);
    hands.send(direction, body);
  };
  const [server, client] = await throughMiddle(newTrick);
  expect([server, client]).toEqual([expect.any(ProtocolError), expect.any(ProtocolError)]);
  if (where === "to-server") expect(server).toEqual(new ProtocolError("a public key of no use"));
});

test.each(bothWays)("a FINISHED that was changed %s is refused on both sides", async (where) => {
  const newTrick = (): Trick => (direction, index, body, hands) => {
    hands.send(direction, direction === where && index === 1 ? turnBit(body, 400) : body);
  };
  const [server, client] = await throughMiddle(newTrick);
  const attacked = where === "to-server" ? server : client;
  expect(attacked).toEqual(new ProtocolError("authentication failed"));
});

test("a handshake that was recorded is of no use a second time", async () => {
  const recorded: Buffer[] = [];
  const first = await channelsThrough(() => (direction, _index, body, hands) => {
    if (direction === "to-server") recorded.push(body);
    hands.send(direction, body);
  });
  first.client.send(RECORD.CLIENT_TO_SERVER, "pay Ada 10 coins");
  await first.server.next();
  const [server] = await throughMiddle(() => (direction, index, body, hands) => {
    hands.send(direction, direction === "to-server" ? (recorded[index] ?? body) : body);
  });
  expect(server).toBeInstanceOf(ProtocolError);
});
