/**
 * The two messages that come before there is any key:
 *
 *     ClientHello   46 43 31 00 │ ephemeral (32) │ random (32)
 *     ServerHello   ephemeral (32) │ random (32) │ lp(certificate) │ lp(signature)
 *
 * The signature covers everything before it, so the server makes the rest first: the unsigned
 * ServerHello.
 */

import { createHash } from "node:crypto";
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";

/** "FC1\0": the protocol and its version. */
const MAGIC = Buffer.from("FC1\0", "latin1");

/** A public key of X25519 (RFC 7748 section 5). */
const EPHEMERAL_BYTES = 32;

/** Makes two hellos different even if both sides' keys were the same. */
export const RANDOM_BYTES = 32;

/** The length before a part, in bytes. */
const LENGTH_BYTES = 4;

/** What both hellos begin with. */
export interface Hello {
  ephemeral: Uint8Array;
  random: Uint8Array;
}

export interface ServerHello extends Hello {
  /** X.509, in DER. */
  certificate: Buffer;
  signature: Buffer;
  /** Everything before the signature: the bytes that it covers. */
  unsigned: Buffer;
}

export function encodeClientHello({ ephemeral, random }: Hello): Buffer {
  return Buffer.concat([MAGIC, ephemeral, random]);
}

/** @throws ProtocolError when it is none, or one of another protocol */
export function parseClientHello(bytes: Uint8Array): Hello {
  const reader = new ByteReader(bytes);
  if (!reader.take(MAGIC.length).equals(MAGIC)) {
    throw new ProtocolError("a hello of another protocol than FC1");
  }
  const hello = takeHello(reader);
  reader.end();
  return hello;
}

/** The ServerHello up to its signature. */
export function encodeUnsignedServerHello(
  { ephemeral, random }: Hello,
  certificate: Uint8Array,
): Buffer {
  return Buffer.concat([ephemeral, random, encodeFrame(certificate)]);
}

/** The whole ServerHello. */
export function encodeServerHello(unsigned: Uint8Array, signature: Uint8Array): Buffer {
  return Buffer.concat([unsigned, encodeFrame(signature)]);
}

/** @throws ProtocolError when it is none */
export function parseServerHello(bytes: Uint8Array): ServerHello {
  const reader = new ByteReader(bytes);
  const hello = takeHello(reader);
  const certificate = reader.takeWithLength();
  const unsigned = Buffer.from(bytes.subarray(0, reader.position));
  const signature = reader.takeWithLength();
  reader.end();
  return { ...hello, certificate, signature, unsigned };
}

function takeHello(reader: ByteReader): Hello {
  return { ephemeral: reader.take(EPHEMERAL_BYTES), random: reader.take(RANDOM_BYTES) };
}

/**
 * The transcript: what the two sides have said so far, as 32 bytes. Each side computes it from all
 * hellos as it has seen them. Two sides with the same transcript have seen the same bytes; somebody
 * between them who has changed one cannot make it the same again.
 *
 *     SHA-256( 00 00 00 44 │ ClientHello │ 00 00 05 cc │ ServerHello )
 *
 * The length before each part is that of a frame. Without it, "ab" and "c" would be the same as "a" and
 * "bc".
 *
 * @exercise 09a.1 Return the SHA-256 of all parts, each with its length before it.
 */
export function transcriptHash(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(encodeFrame(part));
  return hash.digest();
}

/** Takes a hello apart, from its first byte to its last: bytes that are missing or left over are an error. */
class ByteReader {
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
