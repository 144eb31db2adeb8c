import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { send } from "./send.ts";

/** A stream that takes a chunk only when it is told to. */
function slowStream() {
  const taken: string[] = [];
  let takeNext: (() => void) | undefined;
  const stream = new Writable({
    highWaterMark: 4,
    write(chunk, _encoding, done) {
      taken.push(String(chunk));
      takeNext = done;
    },
  });
  return { stream, taken, take: () => takeNext?.() };
}

/** Whether the promise is still pending after everything that is due now has happened. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol("pending");
  const turn = new Promise((resolve) => setImmediate(resolve, pending));
  return (await Promise.race([promise, turn])) === pending;
}

test("send() returns at once while the stream has room", async () => {
  const { stream, taken } = slowStream();
  expect(await isPending(send(stream, "ab"))).toBe(false);
  expect(taken).toEqual(["ab"]);
});

test("send() waits until a full stream has drained", async () => {
  const { stream, take } = slowStream();
  const sending = send(stream, "abcdef");
  expect(await isPending(sending)).toBe(true);
  take();
  await sending;
});

test("send() stops waiting when the stream is closed", async () => {
  const { stream } = slowStream();
  const sending = send(stream, "abcdef");
  stream.destroy();
  await sending;
});

test("send() leaves no listener behind", async () => {
  const { stream, take } = slowStream();
  for (let round = 0; round < 20; round++) {
    const sending = send(stream, "abcdef");
    take();
    await sending;
  }
  expect(stream.listenerCount("drain")).toBe(0);
  expect(stream.listenerCount("close")).toBe(0);
});

test("send() to a stream that is gone returns", async () => {
  const { stream } = slowStream();
  stream.on("error", () => {});
  stream.destroy();
  await send(stream, "abcdef");
});
