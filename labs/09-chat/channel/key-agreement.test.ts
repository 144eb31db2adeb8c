import { createPrivateKey, type KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { agree, newEphemeralKey } from "./key-agreement.ts";

/** A private key of X25519 as PKCS #8 (RFC 8410 section 7): the same bytes before each. */
function privateKeyOf(scalar: string): KeyObject {
  const der = Buffer.from(`302e020100300506032b656e04220420${scalar}`, "hex");
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

// RFC 7748 section 5.2: the two vectors, and the first round of the iterated one.
test.each([
  [
    "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
    "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
    "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
  ],
  [
    "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
    "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
    "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
  ],
  [
    "0900000000000000000000000000000000000000000000000000000000000000",
    "0900000000000000000000000000000000000000000000000000000000000000",
    "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079",
  ],
])("agree() is X25519 of RFC 7748: %s", (scalar, shown, secret) => {
  expect(agree(privateKeyOf(scalar), Buffer.from(shown, "hex")).toString("hex")).toBe(secret);
});

test("agree() is X25519 after a thousand rounds (RFC 7748 section 5.2)", () => {
  let [scalar, shown] = [`09${"00".repeat(31)}`, `09${"00".repeat(31)}`];
  for (let round = 0; round < 1_000; round++) {
    const secret = agree(privateKeyOf(scalar), Buffer.from(shown, "hex")).toString("hex");
    [scalar, shown] = [secret, scalar];
  }
  expect(scalar).toBe("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
});

test("agree() comes to one secret on both sides, and to another one with each new key", () => {
  const [here, there] = [newEphemeralKey(), newEphemeralKey()];
  expect(here.shown).toHaveLength(32);
  const secret = agree(here.privateKey, there.shown);
  expect(agree(there.privateKey, here.shown)).toEqual(secret);
  expect(agree(newEphemeralKey().privateKey, there.shown)).not.toEqual(secret);
});

// All points whose secret is zero whatever the key (cr.yp.to/ecdh.html, "small-order points").
test.each([
  "00".repeat(32),
  `01${"00".repeat(31)}`,
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  `ec${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
])("agree() refuses the point %s", (shown) => {
  expect(() => agree(newEphemeralKey().privateKey, Buffer.from(shown, "hex"))).toThrow(
    new ProtocolError("a public key of no use"),
  );
});
