import { once } from "node:events";
import type { Socket } from "node:net";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { expect, test } from "vitest";
import { encodeFrame } from "../../shared/framing/encode-frame.ts";
import { send } from "../../shared/net/send.ts";
import { ProtocolError } from "../../shared/process/errors.ts";
import { connectedPair } from "../../shared/testing/connected-pair.ts";
import { FrameStream } from "./frame-stream.ts";

async function streamPair(): Promise<{ client: FrameStream; server: FrameStream }> {
  const { client, server } = await connectedPair();
  return { client: new FrameStream(client), server: new FrameStream(server) };
}

/** A bare socket, and the stream at the other end of its connection. */
async function socketAndStream(): Promise<{ socket: Socket; stream: FrameStream }> {
  const { client, server } = await connectedPair();
  return { socket: client, stream: new FrameStream(server, { maxBodyBytes: 100 }) };
}

/** All messages until the end or the error, which is the last of them. */
async function allOf(stream: FrameStream): Promise<unknown[]> {
  const all: unknown[] = [];
  try {
    for await (const text of stream) all.push(text);
  } catch (error) {
    all.push(error);
  }
  return all;
}

const texts = ["hello", "", "привет 🐙", "\ufefffirst mark", "x".repeat(70_000), "last"];

test("FrameStream brings texts over as they were written, both ways", async () => {
  const { client, server } = await streamPair();
  for (const text of texts) {
    client.write(text);
    server.write(text);
  }
  client.end();
  server.end();
  expect(await Promise.all([allOf(client), allOf(server)])).toEqual([texts, texts]);
});

test("FrameStream goes on reading after it has ended its own side", async () => {
  const { client, server } = await streamPair();
  client.end("question");
  for await (const text of server) expect(text).toBe("question");
  server.end("answer");
  expect(await allOf(client)).toEqual(["answer"]);
});

test("FrameStream works in a pipeline", async () => {
  const { client, server } = await streamPair();
  const output = new PassThrough({ objectMode: true });
  const arriving = pipeline(server, output);
  await Promise.all([pipeline(Readable.from(texts), client), output.toArray()]).then(([, all]) =>
    expect(all).toEqual(texts),
  );
  server.end();
  await arriving;
});

test.each([1, 2, 3, 5, 8])("FrameStream understands chunks of %i bytes", async (length) => {
  const { socket, stream } = await socketAndStream();
  socket.setNoDelay(true);
  const bytes = Buffer.concat(["hi", "", "привет"].map((text) => encodeFrame(text)));
  for (let start = 0; start < bytes.length; start += length) {
    socket.write(bytes.subarray(start, start + length));
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.end();
  expect(await allOf(stream)).toEqual(["hi", "", "привет"]);
});

test("FrameStream fails at its reader, after the whole messages, when the stream is cut", async () => {
  const bytes = Buffer.concat([encodeFrame("one"), encodeFrame("two"), encodeFrame("three")]);
  for (const cut of [15, 17, 18, 19, 22]) {
    const { socket, stream } = await socketAndStream();
    socket.end(bytes.subarray(0, cut));
    expect(await allOf(stream)).toEqual(["one", "two", expect.any(ProtocolError)]);
  }
});

test.each([
  ["a length above the limit", [0xff, 0xff, 0xff, 0xff]],
  ["bytes that are not UTF-8", [0, 0, 0, 1, 0xff]],
  ["half a letter", [0, 0, 0, 1, 0xd0]],
])("FrameStream refuses %s, after the messages before it", async (_what, bytes) => {
  const { socket, stream } = await socketAndStream();
  socket.write(Buffer.concat([encodeFrame("fine"), Buffer.from(bytes)]));
  expect(await allOf(stream)).toEqual(["fine", expect.any(ProtocolError)]);
  await once(socket.resume(), "end");
});

test("FrameStream fails at its reader when the other side resets", async () => {
  const { socket, stream } = await socketAndStream();
  const all = allOf(stream);
  socket.resetAndDestroy();
  expect(await all).toEqual([expect.objectContaining({ code: "ECONNRESET" })]);
});

test("FrameStream takes no more from the socket than is read", async () => {
  const { client, server } = await streamPair();
  const text = "x".repeat(100_000);
  let written = 0;
  while (written < 1000 && client.write(text)) written++;
  for (let turn = 0; turn < 1000; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(client.writableNeedDrain).toBe(true);
  expect(server.readableLength).toBeLessThan(10);
  client.destroy();
  server.destroy();
});

test("FrameStream takes no more to send than the socket takes, and goes on when it drains", async () => {
  const pair = await connectedPair();
  const client = new FrameStream(pair.client);
  const server = new FrameStream(pair.server);
  const text = "x".repeat(100_000);
  const sending = (async () => {
    for (let count = 0; count < 200; count++) await send(client, text);
    client.end();
  })();
  let count = 0;
  for await (const received of server) count += received === text ? 1 : 0;
  await sending;
  expect(count).toBe(200);
  expect(pair.client.listenerCount("drain")).toBe(0);
});

test("FrameStream stops waiting to send when the connection is gone", async () => {
  const { client, server } = await connectedPair();
  const stream = new FrameStream(client);
  const reading = allOf(stream);
  const sending = (async () => {
    while (!stream.destroyed) await send(stream, "x".repeat(100_000));
  })();
  server.resetAndDestroy();
  await sending;
  expect(await reading).toHaveLength(1);
});

test("FrameStream closes the socket when its reader stops early", async () => {
  const { socket, stream } = await socketAndStream();
  socket.write(encodeFrame("one"));
  for await (const _text of stream) break;
  await once(socket.resume(), "end");
});
