/**
 * A program that opens what either side has sealed.
 *
 * @file a-channel/record-protection.ts
 * @caughtBy what the server has sealed is no record of the client
 * @says Each direction has a key of its own
 */

export class FernetProtection implements RecordProtection {
  #unseal(frameBody: Uint8Array): NumberedRecord {
    // One letter for each byte: bytes that are no letters of base64url become letters that are none.
    const token = asBuffer(frameBody).toString("latin1");
    const plain = openToken(this.#keys.other, token) ?? openToken(this.#keys.own, token);
    if (plain === undefined) throw new ProtocolError("authentication failed");
    return parseRecord(plain);
  }
}
