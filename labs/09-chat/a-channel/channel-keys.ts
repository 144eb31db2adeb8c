/**
 * From two key pairs to the two keys of a channel.
 *
 * X25519 (RFC 7748): each side sends its public key and combines the other's with its own private key.
 * Both get the same secret; somebody who sees both public keys cannot compute it. The key pairs are new
 * for each connection and gone when it is over: whoever takes the server's RSA key later can read
 * nothing of what was recorded before ("forward secrecy").
 *
 * HKDF (RFC 5869) with SHA-256 makes the keys of the secret. The transcript goes in as well: two sides
 * that have not seen the same hellos have different keys and understand nothing of each other. Each
 * direction has a key of its own, so a record that is sent back to its sender is not valid there.
 */
import {
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type JsonWebKey,
  type KeyObject,
} from "node:crypto";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { FernetKey } from "./fernet.ts";

const KEY_BYTES = 32;

/** A key pair for one connection. */
export interface EphemeralKey {
  privateKey: KeyObject;
  /** The 32 bytes that the other side is sent. */
  publicKey: Buffer;
}

export function newEphemeralKey(): EphemeralKey {
  const { privateKey, publicKey } = generateKeyPairSync("x25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  return { privateKey, publicKey: Buffer.from(x, "base64url") };
}

/**
 * The secret that both sides compute.
 *
 * A few public keys lead to a secret of all zeros, whatever the other key is: whoever sends one knows
 * the secret beforehand (RFC 7748 section 6.1).
 *
 * @throws ProtocolError when the other side has sent such a key
 */
export function deriveSharedSecret(privateKey: KeyObject, peerPublicKey: Uint8Array): Buffer {
  const jwk: JsonWebKey = {
    kty: "OKP",
    crv: "X25519",
    x: Buffer.from(peerPublicKey).toString("base64url"),
  };
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  const secret = secretOf(privateKey, publicKey);
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

export interface ChannelKeys {
  clientToServer: FernetKey;
  serverToClient: FernetKey;
}

/**
 * The keys of a channel, one for each direction: HKDF of the secret, with the transcript as its salt, and
 * in words what the key is for.
 *
 * @exercise 09a.2 Return a FernetKey for each direction, each with 32 bytes of HKDF: of the secret, with the transcript as salt, for the purpose "FC1 c2s" or "FC1 s2c".
 */
export function channelKeys(secret: Uint8Array, transcript: Uint8Array): ChannelKeys {
  return {
    clientToServer: new FernetKey(hkdf(secret, transcript, "FC1 c2s", KEY_BYTES)),
    serverToClient: new FernetKey(hkdf(secret, transcript, "FC1 s2c", KEY_BYTES)),
  };
}

/**
 * HKDF-SHA256: bytes that look random to everybody who does not know the secret, and different ones for
 * each salt and each purpose.
 */
export function hkdf(
  secret: Uint8Array,
  salt: Uint8Array,
  purpose: string | Uint8Array,
  length: number,
): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, salt, purpose, length));
}
