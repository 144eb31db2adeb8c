import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { FernetKey, openToken } from "../../../labs/09-chat/a-channel/fernet.ts";
import { LastingSealer } from "./lasting-sealer.ts";

test("LastingSealer makes tokens that the lab opens, whatever their length", () => {
  const key = new FernetKey(randomBytes(32));
  const sealer = new LastingSealer(key);
  for (let length = 0; length < 70; length += 1) {
    const plain = randomBytes(length);
    expect(openToken(key, sealer.seal(plain))).toEqual(plain);
  }
});

test("LastingSealer never uses an IV twice", () => {
  const sealer = new LastingSealer(new FernetKey(randomBytes(32)));
  const ivs = Array.from({ length: 1000 }, () => sealer.seal(Buffer.alloc(5)).slice(12, 33));
  expect(new Set(ivs).size).toBe(1000);
});
