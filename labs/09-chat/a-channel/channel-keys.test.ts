import { createPrivateKey, type KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { channelKeys, deriveSharedSecret, hkdf, newEphemeralKey } from "./channel-keys.ts";
import { openToken, sealToken } from "./fernet.ts";

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
])("deriveSharedSecret() is X25519 of RFC 7748: %s", (scalar, publicKey, secret) => {
  expect(
    deriveSharedSecret(privateKeyOf(scalar), Buffer.from(publicKey, "hex")).toString("hex"),
  ).toBe(secret);
});

test("deriveSharedSecret() is X25519 after a thousand rounds (RFC 7748 section 5.2)", () => {
  let [scalar, publicKey] = [`09${"00".repeat(31)}`, `09${"00".repeat(31)}`];
  for (let round = 0; round < 1_000; round++) {
    const secret = deriveSharedSecret(privateKeyOf(scalar), Buffer.from(publicKey, "hex")).toString(
      "hex",
    );
    [scalar, publicKey] = [secret, scalar];
  }
  expect(scalar).toBe("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
});

test("deriveSharedSecret() comes to one secret on both sides, and to another one with each new key", () => {
  const [here, there] = [newEphemeralKey(), newEphemeralKey()];
  expect(here.publicKey).toHaveLength(32);
  const secret = deriveSharedSecret(here.privateKey, there.publicKey);
  expect(deriveSharedSecret(there.privateKey, here.publicKey)).toEqual(secret);
  expect(deriveSharedSecret(newEphemeralKey().privateKey, there.publicKey)).not.toEqual(secret);
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
])("deriveSharedSecret() refuses the point %s", (publicKey) => {
  expect(() =>
    deriveSharedSecret(newEphemeralKey().privateKey, Buffer.from(publicKey, "hex")),
  ).toThrow(new ProtocolError("a public key of no use"));
});

/** The bytes from `first` to `last`, each one more than the one before. */
function run(first: number, last: number): Buffer {
  return Buffer.from(Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

// RFC 5869 appendix A, the three with SHA-256.
test.each([
  [
    Buffer.alloc(22, 0x0b),
    run(0x00, 0x0c),
    run(0xf0, 0xf9),
    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
  ],
  [
    run(0x00, 0x4f),
    run(0x60, 0xaf),
    run(0xb0, 0xff),
    "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
  ],
  [
    Buffer.alloc(22, 0x0b),
    Buffer.alloc(0),
    Buffer.alloc(0),
    "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
  ],
])("hkdf() is HKDF-SHA256 of RFC 5869 (%#)", (secret, salt, info, expected) => {
  const made = hkdf(secret, salt, info, expected.length / 2);
  expect(Buffer.from(made).toString("hex")).toBe(expected);
});

test("channelKeys() gives each direction the key of its label", () => {
  const [secret, transcript] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const keys = channelKeys(secret, transcript);
  const halves = (label: string) => {
    const bytes = Buffer.from(hkdf(secret, transcript, label, 32));
    return [bytes.subarray(0, 16), bytes.subarray(16)];
  };
  const { clientToServer, serverToClient } = keys;
  const exported = (key: typeof clientToServer) => [key.signing.export(), key.encryption.export()];
  expect(exported(clientToServer)).toEqual(halves("FC1 c2s"));
  expect(exported(serverToClient)).toEqual(halves("FC1 s2c"));
});

test("channelKeys() gives other keys for another secret, transcript or direction", () => {
  const keys = channelKeys(Buffer.alloc(32, 1), Buffer.alloc(32, 2));
  const token = sealToken(keys.clientToServer, Buffer.from("hello"));
  const others = [
    channelKeys(Buffer.alloc(32, 3), Buffer.alloc(32, 2)).clientToServer,
    channelKeys(Buffer.alloc(32, 1), Buffer.alloc(32, 3)).clientToServer,
    keys.serverToClient,
  ];
  for (const other of others) expect(openToken(other, token)).toBeUndefined();
});
