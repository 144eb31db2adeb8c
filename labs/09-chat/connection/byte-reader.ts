/** Takes a message apart, from its first byte to its last: bytes that are missing or left over are an error. */
import { ProtocolError } from "../../../shared/process/errors.ts";

/** The length before a part, in bytes. */
const LENGTH_BYTES = 4;

export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  /** Takes a copy of the bytes: what is taken stays valid. */
  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes);
  }

  /** How many bytes are taken. */
  get position(): number {
    return this.#at;
  }

  /** @throws ProtocolError when there are not so many left */
  take(count: number): Buffer {
    const end = this.#at + count;
    if (end > this.#bytes.length) {
      throw new ProtocolError(`a hello of ${this.#bytes.length} bytes that needs ${end}`);
    }
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** Takes lp(x), which is a length of four bytes and then x; returns x. */
  takeWithLength(): Buffer {
    return this.take(this.take(LENGTH_BYTES).readUInt32BE());
  }

  /** @throws ProtocolError when anything is left */
  end(): void {
    if (this.#at < this.#bytes.length) {
      throw new ProtocolError(`a hello with ${this.#bytes.length - this.#at} bytes too many`);
    }
  }
}
