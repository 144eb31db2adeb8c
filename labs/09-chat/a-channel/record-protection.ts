/**
 * How a record becomes the body of a frame, and back: FC1 makes a Fernet token of it. In its token a
 * record is
 *
 *     00 00 00 00 00 00 00 05 │ 13   │ 7b 22 74 …
 *     sequence number         │ type │ body
 *
 * The sequence number is inside the token, where nobody on the way can change it. So it tells which
 * record this is, and a record that is replayed, delayed or dropped is noticed.
 */

import { timingSafeEqual } from "node:crypto";
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { RecordProtection } from "../connection/channel.ts";
import { type RawRecord, RECORD } from "../protocol/wire.ts";
import { type FernetKey, freshIv, openToken, sealToken } from "./fernet.ts";

const TYPE_AT = 8;
const BODY_AT = 9;

/** Both keys of a connection, as one of its sides sees them. */
export interface ProtectionKeys {
  own: FernetKey;
  other: FernetKey;
}

/** Fernet tokens, numbered: what FC1 sends. */
export class FernetProtection implements RecordProtection {
  readonly #keys: ProtectionKeys;
  /** How many records this side has sealed. */
  #sealed = 0;
  /** The first record, number 0, is FINISHED: {@link openFirst}. */
  readonly #order = new RecordOrder(1n);

  constructor(keys: ProtectionKeys) {
    this.#keys = keys;
  }

  seal(type: number, body: string | Uint8Array): Uint8Array {
    const record = encodeRecord(this.#sealed, type, body);
    this.#sealed++;
    return Buffer.from(sealToken(this.#keys.own, record, { iv: freshIv() }), "latin1");
  }

  open(frameBody: Uint8Array): RawRecord {
    const record = this.#unseal(frameBody);
    this.#order.take(record.sequence);
    return record;
  }

  /**
   * The record with which the other side begins: number 0.
   *
   * @throws ProtocolError when it is not right
   */
  openFirst(frameBody: Uint8Array): RawRecord {
    const record = this.#unseal(frameBody);
    if (record.sequence !== 0n) {
      throw new ProtocolError(`record out of order: got ${record.sequence}, want 0`);
    }
    return record;
  }

  #unseal(frameBody: Uint8Array): NumberedRecord {
    // One letter for each byte: bytes that are no letters of base64url become letters that are none.
    const plain = openToken(this.#keys.other, asBuffer(frameBody).toString("latin1"));
    if (plain === undefined) throw new ProtocolError("authentication failed");
    return parseRecord(plain);
  }
}

/**
 * The order of the records of one direction. A record that was replayed, dropped or reordered on the way
 * is validly signed all the same: only its number shows it.
 */
export class RecordOrder {
  #next: bigint;

  /** @param first the number that the next record must have */
  constructor(first: bigint) {
    this.#next = first;
  }

  /**
   * Takes the number of the record that has come.
   *
   * @throws ProtocolError when it is not the one whose turn it is: "record out of order: got 7, want 5"
   *
   * @exercise 09a.5 Throw a ProtocolError unless this is the next number; count on.
   */
  take(sequence: bigint): void {
    if (sequence !== this.#next) {
      throw new ProtocolError(`record out of order: got ${sequence}, want ${this.#next}`);
    }
    this.#next++;
  }
}

/**
 * The body of the frame that carries FINISHED, the first record of each direction: "I have seen these
 * hellos, and I have these keys". It must be the first record that is sealed.
 */
export function sealFinished(protection: FernetProtection, transcript: Uint8Array): Uint8Array {
  return protection.seal(RECORD.FINISHED, transcript);
}

/** Nothing else of the peer is used before this. @throws ProtocolError unless it is the peer's FINISHED */
export function checkFinished(
  protection: FernetProtection,
  frameBody: Uint8Array,
  transcript: Uint8Array,
): void {
  const { type, body } = protection.openFirst(frameBody);
  const isRight = body.length === transcript.length && timingSafeEqual(body, transcript);
  if (type !== RECORD.FINISHED || !isRight) {
    throw new ProtocolError("the first record is not the FINISHED of this handshake");
  }
}

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

/** The same bytes with Buffer's methods. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
