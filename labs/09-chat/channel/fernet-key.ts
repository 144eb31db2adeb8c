/**
 * The key of Fernet tokens: 32 bytes, of which the first 16 sign and the last 16 encrypt.
 *
 * Node's own objects for the two halves are made once: to set up a key anew for each token would take
 * longer than the token.
 */
import { createSecretKey, type KeyObject } from "node:crypto";
import { fromBase64url } from "./base64url.ts";

const KEY_BYTES = 32;
const HALF_BYTES = 16;

export class FernetKey {
  readonly signing: KeyObject;
  readonly encryption: KeyObject;

  /** @throws RangeError when they are not 32 bytes */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== KEY_BYTES) {
      throw new RangeError(
        `Cannot make a Fernet key of ${bytes.length} bytes: it has ${KEY_BYTES}`,
      );
    }
    this.signing = createSecretKey(bytes.subarray(0, HALF_BYTES));
    this.encryption = createSecretKey(bytes.subarray(HALF_BYTES));
  }

  /**
   * A key as people pass it on: 44 letters of base64url, the last one `=`.
   *
   * @throws RangeError when it is none; the message does not hold the text, which may be a secret
   */
  static parse(text: string): FernetKey {
    return new FernetKey(fromBase64url(text) ?? Buffer.alloc(0));
  }
}
