/**
 * A program that reads half of a record's number.
 *
 * @file a-channel/record-protection.ts
 * @caughtBy records in another order are refused
 * @says The number has 64 bits
 */

export function parseRecord(bytes: Buffer): NumberedRecord {
  const type = bytes[TYPE_AT];
  if (type === undefined) throw new ProtocolError(`a record of ${bytes.length} bytes`);
  return { sequence: BigInt(bytes.readUInt32BE(4)), type, body: bytes.subarray(BODY_AT) };
}
