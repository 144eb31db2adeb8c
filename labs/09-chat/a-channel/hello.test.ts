import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import {
  encodeClientHello,
  encodeServerHello,
  encodeUnsignedServerHello,
  parseClientHello,
  parseServerHello,
  transcriptHash,
} from "./hello.ts";

const hello = { ephemeral: Buffer.alloc(32, 0xee), random: Buffer.alloc(32, 0x77) };
const clientHello = encodeClientHello(hello);
const certificate = Buffer.from("certificate");
const signature = Buffer.from("signature");
const unsigned = encodeUnsignedServerHello(hello, certificate);
const serverHello = encodeServerHello(unsigned, signature);

test("encodeClientHello() writes magic, key and random number: 68 bytes", () => {
  const expected = `46433100${"ee".repeat(32)}${"77".repeat(32)}`;
  expect(clientHello.toString("hex")).toBe(expected);
});

test("encodeServerHello() writes key, random number, certificate and signature", () => {
  const expected = Buffer.concat([
    hello.ephemeral,
    hello.random,
    Buffer.from("\0\0\0\x0bcertificate\0\0\0\x09signature", "latin1"),
  ]);
  expect(serverHello).toEqual(expected);
});

test("parseClientHello() and parseServerHello() find again what was written", () => {
  expect(parseClientHello(clientHello)).toEqual(hello);
  expect(parseServerHello(serverHello)).toEqual({ ...hello, certificate, signature, unsigned });
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
      const parsed = parseServerHello(
        encodeServerHello(encodeUnsignedServerHello(hello, one), other),
      );
      expect([parsed.certificate.equals(one), parsed.signature.equals(other)]).toEqual([
        true,
        true,
      ]);
    }),
  );
});

test("parseServerHello() returns bytes of its own", () => {
  const bytes = Buffer.from(serverHello);
  const parsed = parseServerHello(bytes);
  bytes.fill(0);
  expect(parsed).toEqual({ ...hello, certificate, signature, unsigned });
});

test.each([
  ["parseClientHello", parseClientHello, clientHello],
  ["parseServerHello", parseServerHello, serverHello],
] as const)(
  "%s() refuses a hello cut anywhere, and one with a byte too many",
  (_n, parse, bytes) => {
    for (let end = 0; end < bytes.length; end++) {
      expect(() => parse(bytes.subarray(0, end)), `cut at ${end}`).toThrow(ProtocolError);
    }
    expect(() => parse(Buffer.concat([bytes, Buffer.alloc(1)]))).toThrow(ProtocolError);
  },
);

test.each(["FC2\0", "FC1 ", "GET ", "\x16\x03\x01\x02"])(
  "parseClientHello() refuses one that begins with %j",
  (magic) => {
    const bytes = Buffer.from(clientHello);
    bytes.write(magic, "latin1");
    expect(() => parseClientHello(bytes)).toThrow(/another protocol/);
  },
);

test("parseServerHello() refuses lengths that lie", () => {
  for (const length of [0xffffffff, 0x80000000, 12, certificate.length + 100]) {
    const bytes = Buffer.from(serverHello);
    bytes.writeUInt32BE(length, 64);
    expect(() => parseServerHello(bytes)).toThrow(ProtocolError);
  }
});

test("parseClientHello() and parseServerHello() throw nothing but ProtocolError, whatever comes", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.uint8Array({ maxLength: 80 }).map((tail) => Buffer.concat([serverHello, tail])),
    fc.tuple(fc.nat(serverHello.length - 1), fc.nat(255)).map(([at, value]) => {
      return Buffer.from(serverHello.map((byte, index) => (index === at ? value : byte)));
    }),
    fc
      .uint8Array({ maxLength: 80 })
      .map((tail) => Buffer.concat([hello.ephemeral, hello.random, encodeFrame(tail)])),
  );
  fc.assert(
    fc.property(bytes, (anything) => {
      for (const parse of [parseClientHello, parseServerHello]) {
        try {
          parse(anything);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }
    }),
    { numRuns: 1_000 },
  );
});

function sha256(hex: string): string {
  return createHash("sha256")
    .update(Buffer.from(hex.replaceAll(" ", ""), "hex"))
    .digest("hex");
}

test("transcriptHash() puts the length of each part before it", () => {
  const hash = transcriptHash(Buffer.from("ab"), Buffer.alloc(0), Buffer.from("c"));
  expect(hash.toString("hex")).toBe(sha256("00000002 6162 00000000 00000001 63"));
});

test("transcriptHash() of nothing is the hash of nothing", () => {
  expect(transcriptHash().toString("hex")).toBe(sha256(""));
});

test("transcriptHash() is another one for other parts, also if they are the same bytes together", () => {
  const bytes = fc.uint8Array({ maxLength: 6 });
  fc.assert(
    fc.property(fc.array(bytes), fc.array(bytes), (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      expect(transcriptHash(...one).equals(transcriptHash(...other))).toBe(same);
    }),
  );
});
