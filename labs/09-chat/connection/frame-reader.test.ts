import { once } from "node:events";
import type { Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { PermanentProtocolError } from "../../../shared/framing/permanent-protocol-error.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { connectedPair } from "../../../shared/testing/connected-pair.ts";
import { FrameReader } from "./frame-reader.ts";

async function socketAndReader(options = { maxBodyBytes: 100, frameMs: 10_000 }) {
  const { client, server } = await connectedPair();
  onTestFinished(() => {
    client.destroy();
    server.destroy();
  });
  client.setNoDelay(true);
  return { socket: client, far: server, reader: new FrameReader(server, options) };
}

/** All bodies as text, up to the end or the error, which is the last of them. */
async function allOf(reader: FrameReader): Promise<unknown[]> {
  const all: unknown[] = [];
  try {
    for (;;) {
      const body = await reader.next();
      if (body === undefined) return all;
      all.push(Buffer.from(body).toString());
    }
  } catch (error) {
    return [...all, error];
  }
}

/** Writes piece by piece; each one has left before the next. */
async function writeInPieces(socket: Socket, bytes: Uint8Array, length: number): Promise<void> {
  for (let start = 0; start < bytes.length; start += length) {
    const piece = bytes.subarray(start, start + length);
    await new Promise((resolve) => socket.write(piece, resolve));
  }
}

const texts = ["hello", "", "привет 🐙", "x".repeat(100), "last"];
const bytes = Buffer.concat(texts.map((text) => encodeFrame(text)));

test.each([1, 2, 3, 5, 8, 1_000])(
  "FrameReader finds the frames in pieces of %i bytes",
  async (n) => {
    const { socket, reader } = await socketAndReader();
    const all = allOf(reader);
    await writeInPieces(socket, bytes, n);
    socket.end();
    expect(await all).toEqual(texts);
  },
);

test("FrameReader finds the same frames wherever the bytes are cut in two", async () => {
  for (let cut = 1; cut < bytes.length; cut += 7) {
    const { socket, reader } = await socketAndReader();
    socket.write(bytes.subarray(0, cut), () => socket.end(bytes.subarray(cut)));
    expect(await allOf(reader), `cut at ${cut}`).toEqual(texts);
  }
});

test("FrameReader refuses a frame above the limit when its header is there, after those before it", async () => {
  const { socket, reader } = await socketAndReader();
  socket.write(Buffer.concat([encodeFrame("fine"), Buffer.from([0, 0, 0, 101])]));
  const tooLong = new PermanentProtocolError("a frame announces 101 bytes; the limit is 100");
  expect(await allOf(reader)).toEqual(["fine", tooLong]);
  expect(await allOf(reader)).toEqual([tooLong]);
});

test("FrameReader.allow() lets longer frames in from then on", async () => {
  const { socket, reader } = await socketAndReader();
  socket.write(encodeFrame("short"));
  await reader.next();
  reader.allow(1_000);
  socket.end(encodeFrame("y".repeat(1_000)));
  expect(await allOf(reader)).toEqual(["y".repeat(1_000)]);
});

test("FrameReader fails when the stream ends inside a frame, and nowhere else", async () => {
  for (const [cut, whole] of [
    [0, 0],
    [3, 0],
    [4, 0],
    [8, 0],
    [9, 1],
    [13, 2],
  ] as const) {
    const { socket, reader } = await socketAndReader();
    socket.end(bytes.subarray(0, cut));
    const all = await allOf(reader);
    const isBetween = [0, 9, 13].includes(cut);
    const expected = texts.slice(0, whole);
    expect(all).toEqual(isBetween ? expected : [...expected, expect.any(ProtocolError)]);
    expect(reader.hasEnded).toBe(true);
  }
});

test("FrameReader gives a frame its time, also when it comes in single bytes", async () => {
  const { socket, far, reader } = await socketAndReader({ maxBodyBytes: 4_000, frameMs: 100 });
  const frame = encodeFrame("z".repeat(4_000));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const all = allOf(reader);
  let isOver = false;
  void all.then(() => {
    isOver = true;
  });
  // A byte every 10 ms: the other side is never silent for long.
  for (let sent = 1; sent <= 10; sent++) {
    socket.write(frame.subarray(sent - 1, sent));
    while (far.bytesRead < sent) await nextTurn();
    await nextTurn();
    expect(isOver).toBe(false);
    vi.advanceTimersByTime(10);
  }
  socket.end();
  expect(await all).toEqual([new ProtocolError("a frame did not end within 100 ms")]);
});

test("FrameReader counts the time of a frame that begins behind another one", async () => {
  const { socket, reader } = await socketAndReader({ maxBodyBytes: 100, frameMs: 50 });
  socket.write(Buffer.concat([encodeFrame("whole"), Buffer.from([0])]));
  expect(await allOf(reader)).toEqual(["whole", expect.any(ProtocolError)]);
});

test("FrameReader waits for ever between two frames", async () => {
  const { socket, reader } = await socketAndReader({ maxBodyBytes: 100, frameMs: 20 });
  socket.write(encodeFrame("one"));
  await reader.next();
  const waiting = allOf(reader);
  await new Promise((resolve) => setTimeout(resolve, 60));
  socket.end(encodeFrame("two"));
  expect(await waiting).toEqual(["two"]);
});

test("FrameReader does not read on while nobody asks", async () => {
  const { socket, far, reader } = await socketAndReader({ maxBodyBytes: 1e6, frameMs: 10_000 });
  const frame = encodeFrame("x".repeat(100_000));
  while (socket.writableLength < 8_000_000) {
    socket.write(frame);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(far.readableLength).toBeLessThan(300_000);
  expect(socket.writableNeedDrain).toBe(true);
  const taken = once(socket, "finish");
  socket.end();
  await Promise.all([allOf(reader), taken]);
});

test("FrameReader.next() is undefined when this side has destroyed the socket", async () => {
  const { far, reader } = await socketAndReader();
  const all = allOf(reader);
  far.destroy();
  expect(await all).toEqual([]);
  expect(reader.hasEnded).toBe(false);
  expect(await allOf(reader)).toEqual([]);
});

test("FrameReader.next() tells the system's error, also one from before it was asked", async () => {
  const { socket, far, reader } = await socketAndReader();
  socket.resetAndDestroy();
  await new Promise<void>((resolve) => far.once("close", () => resolve()));
  const reset = expect.objectContaining({ code: "ECONNRESET" });
  expect(await allOf(reader)).toEqual([reset]);
  expect(await allOf(new FrameReader(far, { maxBodyBytes: 1, frameMs: 1 }))).toEqual([reset]);
});

test("FrameReader.throwAway() reads up to the end", async () => {
  const { socket, far, reader } = await socketAndReader();
  socket.end(Buffer.alloc(1_000_000, 0xff));
  reader.throwAway();
  await once(far, "end");
  far.end();
  await once(socket, "close");
});
