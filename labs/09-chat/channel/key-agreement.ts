/**
 * X25519 (RFC 7748): two sides show each other a number, and each makes the same secret of the other's
 * number and its own. Who hears both numbers cannot make it.
 *
 * The keys are new for each connection. When it is over nobody has them any more: whoever takes the
 * server's RSA key later can read nothing of what was recorded before ("forward secrecy").
 */
import {
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from "node:crypto";
import { ProtocolError } from "../../../shared/process/errors.ts";

/** A key for one connection. */
export interface EphemeralKey {
  privateKey: KeyObject;
  /** The 32 bytes to be shown. */
  shown: Buffer;
}

export function newEphemeralKey(): EphemeralKey {
  const { privateKey, publicKey } = generateKeyPairSync("x25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  return { privateKey, shown: Buffer.from(x, "base64url") };
}

/**
 * The secret that both sides come to.
 *
 * A few numbers lead to a secret of all zeros whatever the own key is: whoever shows one knows the
 * secret beforehand (RFC 7748 section 6.1).
 *
 * @throws ProtocolError when the other side has shown such a number
 */
export function agree(own: KeyObject, shown: Uint8Array): Buffer {
  const jwk: JsonWebKey = {
    kty: "OKP",
    crv: "X25519",
    x: Buffer.from(shown).toString("base64url"),
  };
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  const secret = secretOf(own, publicKey);
  if (secret.every((byte) => byte === 0)) throw new ProtocolError("a public key of no use");
  return secret;
}

/** OpenSSL refuses to return a secret of all zeros, and gives no other reason to fail. */
function secretOf(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  try {
    return diffieHellman({ privateKey, publicKey });
  } catch (cause) {
    throw new ProtocolError("a public key of no use", { cause });
  }
}
