import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, onTestFinished, test, vi } from "vitest";
import { FernetKey, freshIv, fromBase64url, openToken, sealToken, toBase64url } from "./fernet.ts";
import generated from "./vectors/generate.json" with { type: "json" };
import invalid from "./vectors/invalid.json" with { type: "json" };
import verified from "./vectors/verify.json" with { type: "json" };

const SECRET = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
const key = new FernetKey(SECRET);
const token = sealToken(key, Buffer.from("hello"));

function secondsOf(time: string): number {
  return Date.parse(time) / 1_000;
}

/** A token of these bytes, with a signature that is right. */
function signed(bytes: Buffer): string {
  const hmac = createHmac("sha256", SECRET.subarray(0, 16)).update(bytes).digest();
  return toBase64url(Buffer.concat([bytes, hmac]));
}

test.each(generated)("sealToken() makes the official token of $src", (vector) => {
  const options = { now: secondsOf(vector.now), iv: Buffer.from(vector.iv) };
  const made = sealToken(FernetKey.parse(vector.secret), Buffer.from(vector.src), options);
  expect(made).toBe(vector.token);
});

test.each(verified)("openToken() opens the official token of $src", (vector) => {
  const options = { now: secondsOf(vector.now), maxAgeS: vector.ttl_sec };
  const plain = openToken(FernetKey.parse(vector.secret), vector.token, options);
  expect(plain?.toString()).toBe(vector.src);
});

test.each(invalid)("openToken() refuses the official invalid token: $desc", (vector) => {
  const options = { now: secondsOf(vector.now), maxAgeS: vector.ttl_sec };
  expect(openToken(FernetKey.parse(vector.secret), vector.token, options)).toBeUndefined();
});

test("openToken() finds again what sealToken() was given", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.uint8Array({ maxLength: 200 }),
      (secret, plain) => {
        const anyKey = new FernetKey(secret);
        expect(openToken(anyKey, sealToken(anyKey, plain))?.equals(plain)).toBe(true);
      },
    ),
  );
});

test("sealToken() never makes the same token twice", () => {
  expect(sealToken(key, Buffer.from("hello"))).not.toBe(token);
});

test.each([
  ["junk inside", `${token.slice(0, 8)}%%${token.slice(8)}`],
  ["a blank inside", `${token.slice(0, 8)} ${token.slice(8)}`],
  ["its padding stripped", token.replace(/=+$/, "")],
  ["junk behind it", `${token}AAAA`],
  ["other last bits", otherLastBits(token)],
])("openToken() refuses a token with %s", (_what, altered) => {
  expect(altered).not.toBe(token);
  // Node's own decoder takes it for the same token: that is the trap.
  expect(Buffer.from(altered, "base64url").subarray(0, 70)).toEqual(
    Buffer.from(token, "base64url").subarray(0, 70),
  );
  expect(openToken(key, altered)).toBeUndefined();
});

test("openToken() refuses a token in the letters of plain base64", () => {
  const tokens = Array.from({ length: 20 }, () => sealToken(key, Buffer.from("hello")));
  const differing = tokens.filter((text) => /[-_]/.test(text));
  expect(differing.length).toBeGreaterThan(0);
  for (const text of differing) {
    const plain = text.replaceAll("-", "+").replaceAll("_", "/");
    expect(openToken(key, plain)).toBeUndefined();
  }
});

/** The same bytes: the bits of the last letter that no byte needs are set. */
function otherLastBits(text: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const at = text.indexOf("=") - 1;
  const letter = alphabet[alphabet.indexOf(text[at] ?? "") + 1] ?? "";
  return text.slice(0, at) + letter + text.slice(at + 1);
}

test("openToken() refuses each bit turned", () => {
  const bytes = Buffer.from(token, "base64url");
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const turned = Buffer.from(bytes);
    turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(openToken(key, toBase64url(turned)), `bit ${bit}`).toBeUndefined();
  }
});

test("openToken() refuses a token cut anywhere, and what is no token", () => {
  for (let end = 0; end < token.length; end++) {
    expect(openToken(key, token.slice(0, end))).toBeUndefined();
  }
  for (const text of ["gAAAAA==", "привет", "\0", "A".repeat(100_000)]) {
    expect(openToken(key, text)).toBeUndefined();
  }
});

test("openToken() refuses another key's token", () => {
  const halves = Buffer.concat([SECRET.subarray(0, 16), Buffer.alloc(16)]);
  for (const other of [Buffer.alloc(32), Buffer.from(SECRET).reverse()]) {
    expect(openToken(new FernetKey(other), token)).toBeUndefined();
  }
  // The signature is right, the rest is noise: nearly always its padding is impossible.
  expect(openToken(new FernetKey(halves), token)?.toString()).not.toBe("hello");
});

test.each([
  ["another version", (bytes: Buffer) => Buffer.concat([Buffer.from([0x81]), bytes.subarray(1)])],
  ["no ciphertext", (bytes: Buffer) => bytes.subarray(0, 25)],
  ["half a block", (bytes: Buffer) => bytes.subarray(0, 33)],
  ["a block and a half", (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(8)])],
])("openToken() refuses %s under a right signature", (_what, change) => {
  const bytes = Buffer.from(token, "base64url").subarray(0, -32);
  expect(openToken(key, signed(bytes))?.toString()).toBe("hello");
  expect(openToken(key, signed(change(bytes)))).toBeUndefined();
});

test("openToken() looks at the time only when it is asked to", () => {
  const old = sealToken(key, Buffer.from("old"), { now: 1_000 });
  expect(openToken(key, old)?.toString()).toBe("old");
  const isOpened = (now: number) => openToken(key, old, { maxAgeS: 60, now }) !== undefined;
  expect([939, 940, 1_000, 1_060, 1_061].map(isOpened)).toEqual([false, true, true, true, false]);
  const endless = sealToken(key, Buffer.from("new"), { now: 2 ** 53 });
  expect(openToken(key, endless, { maxAgeS: 60 })).toBeUndefined();
});

test("sealToken() has a time for every clock, also before 1970", () => {
  vi.setSystemTime(-1_000);
  onTestFinished(() => void vi.useRealTimers());
  expect(openToken(key, sealToken(key, Buffer.from("early")))?.toString()).toBe("early");
});

test("FernetKey takes 32 bytes: the first half signs, the second encrypts", () => {
  const key = new FernetKey(Buffer.concat([Buffer.alloc(16, 1), Buffer.alloc(16, 2)]));
  expect(key.signing.export()).toEqual(Buffer.alloc(16, 1));
  expect(key.encryption.export()).toEqual(Buffer.alloc(16, 2));
});

test.each([0, 16, 31, 33, 64])("FernetKey refuses %i bytes", (length) => {
  expect(() => new FernetKey(Buffer.alloc(length))).toThrow(RangeError);
});

test("FernetKey.parse() reads base64url with its padding, and nothing else", () => {
  const text = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
  expect(FernetKey.parse(text).signing.export().toString("hex")).toMatch(/^730ff4c7af3d46/);
  for (const wrong of ["", text.slice(0, -1), text.replace("_", "/"), `${text}\n`, `${text}AAAA`]) {
    expect(() => FernetKey.parse(wrong)).toThrow(RangeError);
  }
});

test("toBase64url() is the base64url of RFC 4648 with padding", () => {
  const texts = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
  const expected = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
  expect(texts.map((text) => toBase64url(Buffer.from(text)))).toEqual(expected);
  expect(toBase64url(Buffer.from([0xfb, 0xff]))).toBe("-_8=");
});

test("fromBase64url() finds the same bytes again", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const found = fromBase64url(toBase64url(Buffer.from(bytes)));
      expect(found?.equals(bytes)).toBe(true);
    }),
  );
});

test.each([
  ["letters that are none", "Zm9v%%%%"],
  ["a blank inside", "Zm 9v"],
  ["a line end behind", "Zm9v\n"],
  ["padding left out", "Zg"],
  ["half of the padding", "Zg="],
  ["too much padding", "Zm9v===="],
  ["something behind the padding", "Zg==Zg=="],
  ["plus and slash", "+/8="],
  ["bits that nobody needs", "Zh=="],
  ["one letter too many", "Zm9vY"],
  ["a letter that is not ASCII", "Zm9vü==="],
])("fromBase64url() refuses %s", (_what, text) => {
  expect(fromBase64url(text)).toBeUndefined();
});

test("fromBase64url() takes no text but the one that it would write", () => {
  const letter = fc.constantFrom(..."ABCZaz059-_=+/ \n%");
  fc.assert(
    fc.property(fc.string({ unit: letter, maxLength: 12 }), (text) => {
      const bytes = fromBase64url(text);
      expect(bytes === undefined || toBase64url(bytes) === text).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("freshIv() gives 16 bytes, never the same twice, far beyond what is in stock", () => {
  const given = new Set<string>();
  for (let count = 0; count < 2_000; count++) {
    const iv = freshIv();
    expect(iv).toHaveLength(16);
    given.add(Buffer.from(iv).toString("hex"));
  }
  expect(given.size).toBe(2_000);
});
