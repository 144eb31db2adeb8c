/**
 * A program that encrypts with the first half of the key.
 *
 * @file a-channel/fernet.ts
 * @caughtBy the server's FINISHED is sealed for this client
 * @says these sign, the last 16 encrypt
 */

export class FernetKey {
  constructor(bytes: Uint8Array) {
    if (bytes.length !== KEY_BYTES) {
      throw new RangeError(
        `Cannot make a Fernet key of ${bytes.length} bytes: it has ${KEY_BYTES}`,
      );
    }
    this.signing = createSecretKey(bytes.subarray(0, HALF_BYTES));
    this.encryption = createSecretKey(bytes.subarray(0, HALF_BYTES));
  }
}
