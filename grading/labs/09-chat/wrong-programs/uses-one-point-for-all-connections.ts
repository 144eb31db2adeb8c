/**
 * A program that uses one point for all connections.
 *
 * @file a-channel/channel-keys.ts
 * @caughtBy every connection has a point and a number of its own
 * @says make a new one for each
 */

const { privateKey, publicKey } = generateKeyPairSync("x25519");

export function newEphemeralKey(): EphemeralKey {
  const { x = "" } = publicKey.export({ format: "jwk" });
  return { privateKey, publicKey: Buffer.from(x, "base64url") };
}
