import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64url, toBase64url } from "./base64url.ts";

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
