import { expect, test } from "vitest";
import { ProtocolError } from "../../shared/process/errors.ts";
import { parseChecksum, withChecksum, withoutChecksum } from "./checksum.ts";

const KINDS = ["none", "crc32", "md5"] as const;

test("withChecksum() puts the digits right before the text", () => {
  expect(withChecksum("none", "hello")).toBe("hello");
  expect(withChecksum("crc32", "hello")).toBe("3610a686hello");
  expect(withChecksum("md5", "hello")).toBe("5d41402abc4b2a76b9719d911017c592hello");
  expect(withChecksum("crc32", "")).toBe("00000000");
});

test.each(KINDS)("withoutChecksum() finds the text again behind %s", (kind) => {
  for (const text of ["", "hello", "привет 🐙", "3610a686"]) {
    expect(withoutChecksum(kind, withChecksum(kind, text))).toBe(text);
  }
});

test.each(["crc32", "md5"] as const)(
  "withoutChecksum() refuses each letter changed under %s",
  (kind) => {
    const message = withChecksum(kind, "hello");
    for (let at = 0; at < message.length; at++) {
      const changed = `${message.slice(0, at)}#${message.slice(at + 1)}`;
      expect(() => withoutChecksum(kind, changed)).toThrow(ProtocolError);
    }
    for (const wrong of ["", "hello", message.slice(1), message.toUpperCase()]) {
      expect(() => withoutChecksum(kind, wrong)).toThrow(ProtocolError);
    }
  },
);

test("parseChecksum() knows three words", () => {
  expect(KINDS.every((kind) => parseChecksum(kind).ok)).toBe(true);
  for (const text of ["", "MD5", "sha256", "toString"]) expect(parseChecksum(text).ok).toBe(false);
});
