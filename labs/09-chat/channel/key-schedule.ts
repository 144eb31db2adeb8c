/**
 * From the secret to the keys: HKDF (RFC 5869) with SHA-256. The transcript goes in as well: two sides
 * that have not seen the same hellos have different keys and understand nothing of each other.
 *
 * Each direction has a key of its own, so a record that is sent back to where it came from is not right
 * there.
 */
import { hkdfSync } from "node:crypto";
import { FernetKey } from "./fernet-key.ts";

const KEY_BYTES = 32;

export interface ChannelKeys {
  clientToServer: FernetKey;
  serverToClient: FernetKey;
}

export function channelKeys(secret: Uint8Array, transcript: Uint8Array): ChannelKeys {
  return {
    clientToServer: new FernetKey(hkdf(secret, transcript, "FC1 c2s", KEY_BYTES)),
    serverToClient: new FernetKey(hkdf(secret, transcript, "FC1 s2c", KEY_BYTES)),
  };
}

/**
 * HKDF-SHA256: bytes that look like chance to all who do not know the secret, and others for each salt
 * and each purpose.
 */
export function hkdf(
  secret: Uint8Array,
  salt: Uint8Array,
  purpose: string | Uint8Array,
  length: number,
): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, salt, purpose, length));
}
