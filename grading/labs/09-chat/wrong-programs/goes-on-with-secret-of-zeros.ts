/**
 * A program that goes on with a secret of zeros.
 *
 * @file a-channel/channel-keys.ts
 * @caughtBy a point that gives nothing but zeros is refused
 * @says the shared secret is all zeros
 */

export function deriveSharedSecret(privateKey: KeyObject, peerPublicKey: Uint8Array): Buffer {
  const jwk: JsonWebKey = {
    kty: "OKP",
    crv: "X25519",
    x: Buffer.from(peerPublicKey).toString("base64url"),
  };
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  const secret = secretOf(privateKey, publicKey);
  return secret;
}

function secretOf(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  try {
    return diffieHellman({ privateKey, publicKey });
  } catch {
    return Buffer.alloc(32);
  }
}
