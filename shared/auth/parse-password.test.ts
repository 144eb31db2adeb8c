import { expect, test } from "vitest";
import { COMMON_PASSWORDS } from "./common-passwords.ts";
import { parsePassword } from "./parse-password.ts";

test("parsePassword() takes 8 to 256 characters of any kind", () => {
  for (const text of ["xkcd 936", "        ", "a\tb\u0000cdefg", "😀".repeat(8), "ж".repeat(256)]) {
    expect(parsePassword(text)).toEqual({ ok: true, value: text });
  }
});

test("parsePassword() counts characters, not bytes or UTF-16 units", () => {
  for (const text of ["", "xkcd 93", "😀".repeat(7), "x".repeat(257), "😀".repeat(257)]) {
    expect(parsePassword(text)).toMatchObject({ ok: false });
  }
});

test("parsePassword() gives NFC, and counts after it", () => {
  expect(parsePassword("e\u0301".repeat(8))).toEqual({ ok: true, value: "é".repeat(8) });
  expect(parsePassword("e\u0301".repeat(4))).toMatchObject({ ok: false });
});

test("parsePassword() refuses the most common ones, in large letters too", () => {
  for (const text of ["password", "PassWord1", "12345678", "qwertyuiop", "iloveyou", "11111111"]) {
    expect(parsePassword(text), text).toMatchObject({
      ok: false,
      reason: "it is one of the passwords that are tried first",
    });
  }
});

test("parsePassword() refuses half a character", () => {
  expect(parsePassword("half \ud83d a smile")).toMatchObject({ ok: false });
});

test("COMMON_PASSWORDS holds small letters, and only what is long enough to be taken", () => {
  for (const word of COMMON_PASSWORDS) {
    expect(word).toBe(word.toLowerCase());
    expect([...word].length).toBeGreaterThanOrEqual(8);
  }
  expect(COMMON_PASSWORDS.size).toBeGreaterThan(200);
});
