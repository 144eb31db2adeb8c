/**
 * A record as it stands inside its token:
 *
 *     00 00 00 00 00 00 00 05 │ 13   │ 7b 22 74 …
 *     sequence number         │ type │ body
 *
 * The sequence number is inside, where nobody on the way can change it: so it tells which record this
 * is, and a record that comes twice, too late or not at all is noticed.
 */
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { RawRecord } from "../protocol/record-types.ts";

const TYPE_AT = 8;
const BODY_AT = 9;

/** A record with its place in its direction. */
export interface NumberedRecord extends RawRecord {
  /** All 64 bits of it: a number of JavaScript holds 53. */
  sequence: bigint;
}

export function encodeRecord(sequence: number, type: number, body: string | Uint8Array): Buffer {
  const bodyBytes = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  const record = Buffer.allocUnsafe(BODY_AT + bodyBytes);
  record.writeBigUInt64BE(BigInt(sequence));
  record[TYPE_AT] = type;
  if (typeof body === "string") record.write(body, BODY_AT);
  else record.set(body, BODY_AT);
  return record;
}

/** @throws ProtocolError when it is too short for one */
export function parseRecord(bytes: Buffer): NumberedRecord {
  const type = bytes[TYPE_AT];
  if (type === undefined) throw new ProtocolError(`a record of ${bytes.length} bytes`);
  return { sequence: bytes.readBigUInt64BE(), type, body: bytes.subarray(BODY_AT) };
}
