/**
 * A program that begins every token with the same IV.
 *
 * @file a-channel/record-protection.ts
 * @caughtBy every token has an IV of its own
 * @says equal texts look equal
 */

export class FernetProtection implements RecordProtection {
  seal(type: number, body: string | Uint8Array): Uint8Array {
    const record = encodeRecord(this.#sealed, type, body);
    this.#sealed++;
    return Buffer.from(sealToken(this.#keys.own, record, { iv: freshIv().fill(7) }), "latin1");
  }
}
