import fc from "fast-check";
import { expect, test } from "vitest";
import { ProtocolError } from "../process/errors.ts";
import { encodeFrame } from "./encode-frame.ts";
import { FrameDecoder } from "./frame-decoder.ts";
import { PermanentProtocolError } from "./permanent-protocol-error.ts";

function framesOf(texts: readonly string[]): Buffer {
  return Buffer.concat(texts.map((text) => encodeFrame(text)));
}

/** The bytes in pieces of these lengths; the last length is that of all that follow. */
function piecesOf(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const length = lengths[Math.min(pieces.length, lengths.length - 1)] ?? bytes.length;
    pieces.push(bytes.subarray(start, start + length));
    start += length;
  }
  return pieces;
}

/** What comes out when the bytes go in cut into pieces of these lengths. */
function decode(bytes: Uint8Array, lengths: readonly number[]): string[] {
  const decoder = new FrameDecoder();
  const texts = piecesOf(bytes, lengths).flatMap((piece) => textsOf(decoder.push(piece)));
  decoder.end();
  return texts;
}

/** What these bodies say. They are good until the next push. */
function textsOf(bodies: readonly Uint8Array[]): string[] {
  return bodies.map((body) => Buffer.from(body).toString());
}

const texts = ["hello", "", "привет 🐙", "x".repeat(300), "", "last"];

test.each([1, 2, 3, 5, 8, 1000, 1025])(
  "FrameDecoder finds the frames in chunks of %i bytes",
  (n) => {
    expect(decode(framesOf(texts), [n])).toEqual(texts);
  },
);

test("FrameDecoder gives the same frames wherever the bytes are cut in two", () => {
  const bytes = framesOf(texts);
  for (let cut = 1; cut < bytes.length; cut++) {
    expect(decode(bytes, [cut, bytes.length])).toEqual(texts);
  }
});

test("FrameDecoder gives the same frames however the bytes are cut", () => {
  const length = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5000 }));
  const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ maxLength: 4000 }));
  fc.assert(
    fc.property(fc.array(text), fc.array(length, { minLength: 1 }), (sent, lengths) => {
      expect(decode(framesOf(sent), lengths)).toEqual(sent);
    }),
  );
});

test("FrameDecoder finds 100,000 frames in random chunks", () => {
  const [seed = 0] = fc.sample(fc.nat(), 1);
  let state = seed;
  const random = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const sent = Array.from({ length: 100_000 }, (_, index) => `${index} ${"я".repeat(random(40))}`);
  const bytes = framesOf(sent);
  const lengths = Array.from(
    { length: bytes.length },
    () => 1 + random(random(8) === 0 ? 9000 : 90),
  );
  expect(decode(bytes, lengths), `seed ${seed}`).toEqual(sent);
});

test("FrameDecoder.push() copies nothing of a frame that lies whole in a chunk", () => {
  const chunk = framesOf(["one", "two"]);
  for (const body of new FrameDecoder().push(chunk)) expect(body.buffer).toBe(chunk.buffer);
});

test("FrameDecoder.push() goes on without copying after a frame over two big chunks", () => {
  const bytes = framesOf(["a".repeat(3000), "b".repeat(3000)]);
  const decoder = new FrameDecoder();
  decoder.push(bytes.subarray(0, 2000));
  const rest = bytes.subarray(2000);
  const [first, second] = decoder.push(rest);
  expect(Buffer.from(first ?? []).toString()).toBe("a".repeat(3000));
  expect(second?.buffer).toBe(rest.buffer);
});

test("FrameDecoder.push() keeps the rest of a chunk away from the bodies that it returns", () => {
  const decoder = new FrameDecoder();
  for (let length = 10; length < 5000; length += 100) {
    const [one, other] = ["a".repeat(length), "b".repeat(length)];
    const bytes = framesOf([one, other]);
    decoder.push(bytes.subarray(0, 6));
    expect(textsOf(decoder.push(bytes.subarray(6, length + 7)))).toEqual([one]);
    expect(textsOf(decoder.push(bytes.subarray(length + 7)))).toEqual([other]);
  }
});

test("FrameDecoder.push() uses one room for all frames in pieces", () => {
  const decoder = new FrameDecoder();
  const rooms = new Set<ArrayBufferLike>();
  for (let round = 0; round < 1000; round++) {
    const frame = encodeFrame(Buffer.alloc(3000, round % 250));
    decoder.push(frame.subarray(0, 2000));
    const [body] = decoder.push(frame.subarray(2000));
    expect(body?.[2999]).toBe(round % 250);
    if (body !== undefined) rooms.add(body.buffer);
  }
  expect(rooms.size).toBe(1);
});

test.each([
  ["4 GiB", 0xffffffff],
  ["2 GiB, the sign bit alone", 0x80000000],
  ["one more than the limit", 11],
])("FrameDecoder.push() refuses %s when the header is there", (_what, length) => {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(length);
  const expected = `a frame announces ${length} bytes; the limit is 10`;
  for (const lengths of [[4], [1], [3, 1]]) {
    const decoder = new FrameDecoder({ maxBodyBytes: 10 });
    expect(() => {
      for (const piece of piecesOf(header, lengths)) decoder.push(piece);
    }).toThrow(new PermanentProtocolError(expected));
  }
});

test("FrameDecoder takes a body of exactly the limit", () => {
  const decoder = new FrameDecoder({ maxBodyBytes: 10 });
  expect(decoder.push(encodeFrame("0123456789"))).toHaveLength(1);
});

test("FrameDecoder.push() returns what was whole before a wrong header, then throws", () => {
  const decoder = new FrameDecoder({ maxBodyBytes: 10 });
  const wrong = Buffer.from([255, 255, 255, 255]);
  const [body] = decoder.push(Buffer.concat([encodeFrame("hello"), wrong]));
  expect(Buffer.from(body ?? []).toString()).toBe("hello");
  expect(() => decoder.check()).toThrow(ProtocolError);
  expect(() => decoder.push(encodeFrame("more"))).toThrow(ProtocolError);
  expect(() => decoder.end()).toThrow(ProtocolError);
});

test("FrameDecoder allocates by what has come, not by what is announced", () => {
  const decoders = Array.from({ length: 100 }, () => new FrameDecoder({ maxBodyBytes: 2 ** 32 }));
  const before = process.memoryUsage().arrayBuffers;
  for (const decoder of decoders) decoder.push(Buffer.from([255, 255, 255, 255, 1]));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 300_000);
});

test("FrameDecoder takes a long body in single bytes in linear time", () => {
  const bytes = encodeFrame("x".repeat(1_000_000));
  expect(decode(bytes, [1])).toHaveLength(1);
});

test("FrameDecoder.end() throws wherever a frame is cut, and nowhere else", () => {
  const bytes = framesOf(["hello", "", "hi"]);
  const ends = [0, 9, 13, 19];
  for (let cut = 0; cut <= bytes.length; cut++) {
    const decoder = new FrameDecoder();
    decoder.push(bytes.subarray(0, cut));
    if (ends.includes(cut)) decoder.end();
    else expect(() => decoder.end(), `cut at ${cut}`).toThrow(ProtocolError);
  }
});

test("FrameDecoder.allow() lets longer bodies in from the next push on", () => {
  const decoder = new FrameDecoder({ maxBodyBytes: 5 });
  expect(textsOf(decoder.push(encodeFrame("hello")))).toEqual(["hello"]);
  decoder.allow(1_000);
  const frame = encodeFrame("x".repeat(1_000));
  decoder.push(frame.subarray(0, 500));
  expect(textsOf(decoder.push(frame.subarray(500)))).toEqual(["x".repeat(1_000)]);
  expect(() => decoder.push(encodeFrame("x".repeat(1_001)))).toThrow(/the limit is 1000/);
});

test("FrameDecoder.isInsideFrame tells whether a frame has begun and not ended", () => {
  const decoder = new FrameDecoder();
  const bytes = framesOf(["hello", "", "hi"]);
  const isBetween = [0, 9, 13, 19];
  for (let at = 0; at < bytes.length; at++) {
    expect(decoder.isInsideFrame, `at ${at}`).toBe(!isBetween.includes(at));
    decoder.push(bytes.subarray(at, at + 1));
  }
  expect(decoder.isInsideFrame).toBe(false);
});

test("FrameDecoder has no more room than its frames need", () => {
  const before = process.memoryUsage().arrayBuffers;
  const decoders = Array.from({ length: 100 }, () => new FrameDecoder({ maxBodyBytes: 2_048 }));
  for (const decoder of decoders) decoder.push(encodeFrame("x".repeat(2_048)).subarray(0, 2_000));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 20_000);
});
