/**
 * How a record becomes the body of a frame, and back. There are two ways: FC1 makes a Fernet token of
 * it; inside TLS, which does all of that by itself, it goes as it is.
 */
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { RawRecord } from "../protocol/record-types.ts";
import { openToken, sealToken } from "./fernet.ts";
import type { FernetKey } from "./fernet-key.ts";
import { freshIv } from "./fresh-iv.ts";
import { encodeRecord, type NumberedRecord, parseRecord } from "./record.ts";
import { RecordOrder } from "./record-order.ts";

export interface Sealing {
  /** The body of the frame for the next record of this side. */
  seal(type: number, body: string | Uint8Array): Uint8Array;
  /**
   * The other side's next record.
   *
   * @throws ProtocolError when it is not right; its message may be told to the other side
   */
  open(frameBody: Uint8Array): RawRecord;
}

/** Both keys of a connection, as one of its sides sees them. */
export interface SealingKeys {
  own: FernetKey;
  other: FernetKey;
}

/** Fernet tokens, numbered: what FC1 sends. */
export class FernetSealing implements Sealing {
  readonly #keys: SealingKeys;
  /** How many records this side has sealed. */
  #sealed = 0;
  /** The first record, number 0, is FINISHED: {@link openFirst}. */
  readonly #order = new RecordOrder(1n);

  constructor(keys: SealingKeys) {
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

/** `type │ body`: what goes through TLS. */
export class PlainSealing implements Sealing {
  seal(type: number, body: string | Uint8Array): Uint8Array {
    return Buffer.concat([Uint8Array.of(type), Buffer.from(body)]);
  }

  open(frameBody: Uint8Array): RawRecord {
    const [type] = frameBody;
    if (type === undefined) throw new ProtocolError("a record of 0 bytes");
    // A copy: a frame's bytes are only lent, and a record may be kept.
    return { type, body: Buffer.from(frameBody.subarray(1)) };
  }
}

/** The same bytes with Buffer's methods. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
