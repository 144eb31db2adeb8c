/** How a record is put into a frame's body, and taken out: sealed (FC1), or as it is inside TLS. */
import { FERNET, openToken, openTokenAs, sealToken, type TokenForm } from "./fernet.ts";

const NUMBER_BYTES = 8;

/** A record as it was found in a frame. */
export interface Inside {
  /** Its number; undefined where records have none. */
  sequence: bigint | undefined;
  type: number;
  body: Buffer;
}

export interface Sealing {
  /** Makes the body of a frame. */
  seal(sequence: bigint, type: number, body: Uint8Array): Buffer;
  /** Opens the body of a frame; a text says what is wrong with it. */
  open(frameBody: Buffer): Inside | string;
}

/** In which form the subject seals its tokens, and which it opens. */
export interface SubjectForms {
  seals: TokenForm;
  opens: TokenForm;
}

export class FernetSealing implements Sealing {
  readonly #mine: Buffer;
  readonly #theirs: Buffer;
  readonly #forms: SubjectForms;

  /**
   * @param mine key of what this end sends
   * @param theirs key of what the other end sends
   */
  constructor(mine: Buffer, theirs: Buffer, forms: SubjectForms) {
    this.#mine = mine;
    this.#theirs = theirs;
    this.#forms = forms;
  }

  seal(sequence: bigint, type: number, body: Uint8Array): Buffer {
    const number = Buffer.alloc(NUMBER_BYTES);
    number.writeBigUInt64BE(sequence);
    const record = Buffer.concat([number, Buffer.from([type]), body]);
    return Buffer.from(sealToken(this.#mine, record, {}, this.#forms.opens), "latin1");
  }

  open(frameBody: Buffer): Inside | string {
    const token = frameBody.toString("latin1");
    const plain = this.#open(token);
    if (typeof plain === "string") {
      return typeof openToken(this.#mine, token) === "string" ? plain : ONE_KEY;
    }
    const [type] = plain.subarray(NUMBER_BYTES);
    if (type === undefined) return "The token holds no record: eight bytes of number, one of type.";
    const sequence = plain.readBigUInt64BE();
    if (isNonsense(sequence)) return OTHER_IV;
    return { sequence, type, body: plain.subarray(NUMBER_BYTES + 1) };
  }

  #open(token: string): Buffer | string {
    const { seals } = this.#forms;
    const inOwnWay = seals === FERNET ? undefined : openTokenAs(seals, this.#theirs, token);
    return inOwnWay ?? openToken(this.#theirs, token);
  }
}

export class PlainSealing implements Sealing {
  seal(_sequence: bigint, type: number, body: Uint8Array): Buffer {
    return Buffer.concat([Buffer.from([type]), body]);
  }

  open(frameBody: Buffer): Inside | string {
    const [type] = frameBody;
    if (type === undefined) return "The frame is empty: a record begins with its type.";
    return { sequence: undefined, type, body: frameBody.subarray(1) };
  }
}

/** No count of records comes so far, in whatever order its bytes stand. */
function isNonsense(sequence: bigint): boolean {
  return sequence >> 32n !== 0n && (sequence & 0xffffffffn) !== 0n;
}

const OTHER_IV =
  "Its HMAC is right, but the first 16 bytes of what was encrypted come out as nonsense: was it encrypted with another IV than the one that stands in the token's head?";

const ONE_KEY =
  "The token is sealed with the key of the other direction: the server seals with k_s2c, the client with k_c2s.";
