import { expect, test } from "vitest";
import { meaningOf } from "./meaning.ts";

const KEYS = Buffer.alloc(64, 7);

test.each([
  ["ClientHello", Buffer.concat([Buffer.from("FC1\0"), KEYS])],
  ["ServerHello", Buffer.concat([KEYS, Buffer.from([0, 0, 4, 10, 0x30, 0x82, 4, 6])])],
  ["a record, sealed in a Fernet token", Buffer.from("gAAAAABpIX5w")],
  ["TLS handshake", Buffer.from([22, 3, 1, 2, 0])],
  ["TLS record, encrypted", Buffer.from([23, 3, 3, 0, 17])],
])("meaningOf() knows %s", (meaning, bytes) => {
  expect(meaningOf(bytes, bytes.length)).toBe(meaning);
});

test.each([
  ["", "nothing"],
  ["FC1\0", "a beginning alone"],
  ["hello", "a text"],
  ["\u0099\u0003", "a version without a kind"],
])("meaningOf() says nothing of %j: %s", (text) => {
  const bytes = Buffer.from(text, "latin1");
  expect(meaningOf(bytes, bytes.length)).toBeUndefined();
});
