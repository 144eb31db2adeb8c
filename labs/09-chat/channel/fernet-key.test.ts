import { expect, test } from "vitest";
import { FernetKey } from "./fernet-key.ts";

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
