/**
 * The chat server against nonsense: mutated hellos, mutated tokens, and requests that are sealed properly
 * and say anything at all. It must not crash, keep no connection, not grow, and serve the next client.
 *
 * `FUZZ_FRAMES=1000000 npm run verify -- chat-fuzz` takes some minutes; without it there are fewer.
 */
import { once } from "node:events";
import { createReadStream } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { encodeClientHello } from "../../labs/09-chat/a-channel/hello.ts";
import { openChannel } from "../../labs/09-chat/a-channel/open-channel.ts";
import type { Channel } from "../../labs/09-chat/connection/channel.ts";
import { RECORD } from "../../labs/09-chat/protocol/wire.ts";
import { encodeFrame } from "../../shared/framing/encode-frame.ts";
import type { Address } from "../../shared/net/address.ts";
import { connect } from "../../shared/net/connect.ts";
import { residentMemory } from "../core/kernel.ts";
import type { Random } from "../core/random.ts";
import { contextOf } from "./grade-here.ts";

const FRAMES = Number(process.env.FUZZ_FRAMES ?? 5_000);

/** Of the frames so many are sent by strangers, and so many behind a handshake; members send the rest. */
const BY_STRANGERS = 0.1;
const BEHIND_HANDSHAKES = 0.01;

/** What the allocator of a busy process may hold on to, in bytes; a leak of 1 KiB a frame is far more. */
const SLACK_BYTES = 128 * 2 ** 20;

const STRANGERS_AT_ONCE = 16;
const UNKNOWN_AT_ONCE = 4;
const MEMBERS = 4;

/** A member's requests that are under way at a time, and its last one, whose answer ends a round. */
const REQUESTS_A_ROUND = 250;

test.skipIf(process.platform !== "linux")(
  `lab 09: ${FRAMES} frames of nonsense neither crash the server nor make it grow`,
  async () => {
    const { context, close } = await contextOf("09");
    onTestFinished(close);
    const { address, program } = await context.ownServer(
      ...["--burst", "1000000", "--per-second", "1000000", "--address-attempts", "1000000"],
      ...["--scrypt-ln", "10", "--max-log-bytes", "9999999999"],
    );

    const send = async (share: number) => {
      const frames = FRAMES * share;
      await Promise.all([
        ...several(STRANGERS_AT_ONCE, frames * BY_STRANGERS, (some) =>
          sendAsStranger(address, some, context.random),
        ),
        ...several(UNKNOWN_AT_ONCE, frames * BEHIND_HANDSHAKES, (some) =>
          sendBeforeLogIn(address, some, context.random),
        ),
        ...several(MEMBERS, frames * (1 - BY_STRANGERS - BEHIND_HANDSHAKES), (some, at) =>
          sendAsMember(address, some, `member ${share} ${at}`),
        ),
      ]);
      return residentMemory(program.pid) ?? 0;
    };
    const before = await send(0.2);
    const after = await send(0.8);
    expect(program.exit).toBeUndefined();
    expect(after - before).toBeLessThan(SLACK_BYTES);

    const next = await enter(address, "the next one");
    next.channel.close();
    await once(next.socket, "close");
    await program.askToStop("SIGTERM");
    await program.expectExit("after SIGTERM");
    expect(program.exit).toMatchObject({ status: 0 });
    const connections = await countConnections(join(program.data, "server.log"));
    expect(connections.begun).toBeGreaterThan(FRAMES * BEHIND_HANDSHAKES);
    expect(connections.ended).toBe(connections.begun);
    expect(connections.faults).toEqual([]);
  },
  Math.max(120_000, FRAMES * 2),
);

/** Cuts a number into parts of about the same size, and works at them all at once. */
function several(
  parts: number,
  all: number,
  work: (some: number, at: number) => Promise<void>,
): Promise<void>[] {
  return Array.from({ length: parts }, (_, at) => work(Math.ceil(all / parts), at));
}

/** Without a handshake: a hello with some bytes changed, or frames of anything. */
async function sendAsStranger(address: Address, frames: number, random: Random): Promise<void> {
  for (let sent = 0; sent < frames; sent++) {
    const hello = encodeClientHello({ ephemeral: random.bytes(32), random: random.bytes(32) });
    const bytes = mutated(Buffer.from(encodeFrame(hello)), random);
    const socket = await connect(address);
    await sendAndLeave(socket, Buffer.concat([bytes, bytes]));
  }
}

/** Behind a proper handshake: a record that somebody on the way has changed. */
async function sendBeforeLogIn(address: Address, frames: number, random: Random): Promise<void> {
  for (let sent = 0; sent < frames; sent++) {
    const { socket, channel } = await shakeHands(address);
    const record = sealed(socket, () => {
      const entry = JSON.stringify({ name: random.word(), password: random.word(12) });
      channel.send(RECORD.LOGIN_ATTEMPTING, entry);
    });
    socket.end(mutated(record, random));
    await ended(channel);
  }
}

/** Logged in: requests whose seal is right, whatever they say. Who is sent away comes again. */
async function sendAsMember(address: Address, frames: number, name: string): Promise<void> {
  for (let sent = 0, count = 0; sent < frames; count++) {
    const { socket, channel } = await enter(address, `${name}.${count}`);
    while (!channel.closed && sent < frames) {
      for (const { type, body } of fc.sample(REQUESTS, REQUESTS_A_ROUND)) channel.send(type, body);
      sent += REQUESTS_A_ROUND;
      await answered(channel);
    }
    socket.destroy();
  }
}

/** Mostly requests that a program might send, with values that none would; now and then anything. */
const TEXT = fc.oneof(
  fc.string({ unit: "binary", maxLength: 100 }),
  fc.constant("x".repeat(2_001)),
  fc.constantFrom("", " ", "\0", "__proto__", "=1+1", "\u202e", "\ud800", "hello"),
);
const NUMBER = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(-0, 2 ** 53, 1e308));
const REQUEST = fc.oneof(
  fc.record({ type: fc.constant("private"), id: TEXT, to: TEXT, text: TEXT }),
  fc.record({ type: fc.constant("say"), id: TEXT, text: TEXT }),
  fc.record({ type: fc.constant("search"), text: TEXT, before: fc.nat() }),
  fc.record({ type: fc.constant("history"), before: fc.nat() }),
  fc.record({ type: fc.constant("history"), after: fc.constantFrom(2 ** 40, 2 ** 53 - 1) }),
);
const REQUESTS = fc.oneof(
  {
    weight: 10_000,
    arbitrary: fc.record({
      type: fc.constant(RECORD.CLIENT_TO_SERVER),
      body: REQUEST.map((request) => JSON.stringify(request)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.nat({ max: 255 }).filter((type) => type !== RECORD.CLOSE),
      body: fc.oneof(
        fc.json(),
        fc.string({ unit: "binary" }),
        fc.record({ type: TEXT, before: NUMBER, id: NUMBER, text: fc.anything() }).map(asJson),
      ),
    }),
  },
);

/** As JSON, or as something else where JSON has no word for it. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return String(Object.keys(Object(value)));
  }
}

/** Reads until everything that was asked before is dealt with: private messages to nobody are refused. */
async function answered(channel: Channel): Promise<void> {
  const id = "last-of-this-round";
  const last = { type: "private", id, to: "nobody at all", text: "are you still there?" };
  channel.send(RECORD.CLIENT_TO_SERVER, JSON.stringify(last));
  try {
    for (;;) {
      const record = await channel.next();
      if (record === undefined) return channel.close();
      if (Buffer.from(record.body).includes(id)) return;
    }
  } catch {
    channel.destroy(); // the server has sent it away
  }
}

async function enter(address: Address, name: string) {
  const { socket, channel } = await shakeHands(address);
  channel.send(RECORD.REGISTER_CLIENT_, JSON.stringify({ name, password: "a password for all" }));
  const answer = await channel.next();
  const { type, body } = answer ?? {};
  expect(type, String(body)).toBe(RECORD.LOGIN_ACCEPTED);
  return { socket, channel };
}

async function shakeHands(address: Address): Promise<{ socket: Socket; channel: Channel }> {
  const socket = await connect(address);
  const times = { frameMs: 30_000, handshakeMs: 30_000 };
  const channel = await openChannel(socket, { verifyServer: () => {}, tls: false, ...times });
  return { socket, channel };
}

/** The frame that would have been sent. */
function sealed(socket: Socket, send: () => void): Buffer {
  const { write } = socket;
  let frame = Buffer.alloc(0);
  socket.write = (bytes: Uint8Array | string) => {
    frame = Buffer.from(bytes);
    return true;
  };
  send();
  socket.write = write;
  return frame;
}

/** Waits until the server has nothing more to say, or has cut the connection. */
async function ended(channel: Channel): Promise<void> {
  try {
    while ((await channel.next()) !== undefined);
  } catch {
    // That is how it should end.
  }
  channel.destroy();
}

/** Sends, ends this side, and waits until the server has done the same or reset the connection. */
async function sendAndLeave(socket: Socket, bytes: Buffer): Promise<void> {
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => {});
  socket.resume();
  socket.end(bytes);
  await closed;
}

/** The same bytes with one to three of them flipped, left out, doubled or replaced. */
function mutated(bytes: Buffer, random: Random): Buffer {
  let result = bytes;
  for (let left = random.integer(1, 3); left > 0; left--) {
    const at = random.integer(0, result.length - 1);
    const [before, behind] = [result.subarray(0, at), result.subarray(at)];
    const flipped = Buffer.from([(behind[0] ?? 0) ^ (1 << random.integer(0, 7))]);
    result = random.pick([
      Buffer.concat([before, flipped, behind.subarray(1)]),
      Buffer.concat([before, behind.subarray(random.integer(1, 8))]),
      Buffer.concat([before, behind.subarray(0, 8), behind]),
      Buffer.concat([before, random.bytes(random.integer(1, 8)), behind]),
    ]);
    if (result.length === 0) return bytes;
  }
  return result;
}

/** What the server's log tells of its connections. */
async function countConnections(log: string) {
  const connections = { begun: 0, ended: 0, faults: [] as string[] };
  for await (const line of createInterface(createReadStream(log))) {
    if (line.includes(" connected ")) connections.begun++;
    if (line.includes(" disconnected ")) connections.ended++;
    if (line.includes(" error ")) connections.faults.push(line);
  }
  return connections;
}
