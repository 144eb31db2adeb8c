import { expect, test } from "vitest";
import { openToken, sealToken } from "./fernet.ts";
import { channelKeys, hkdf } from "./key-schedule.ts";

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
