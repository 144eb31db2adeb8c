/** The handshake of FC1 as the grader computes it, for either side (see lab 09, *The wire*). */
import {
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from "node:crypto";

const MAGIC = Buffer.from("FC1\0", "latin1");
const SIGNED_FIRST = Buffer.from("socket-labs FC1 server handshake v1\0", "latin1");
/** What stands in DER before the 32 bytes of an X25519 public key. */
const SPKI = Buffer.from("302a300506032b656e032100", "hex");

/** One side's part: made new for each connection. */
export interface Half {
  publicKey: Buffer;
  privateKey: KeyObject;
}

/** What both sides know at the end of the handshake. */
export interface Keys {
  th: Buffer;
  toServer: Buffer;
  toClient: Buffer;
}

/** A ServerHello, taken apart. */
export interface ServerHello {
  ephemeral: Buffer;
  random: Buffer;
  certificate: Buffer;
  signature: Buffer;
  /** All before the signature: what th1 covers. */
  unsigned: Buffer;
}

export function newHalf(): Half {
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  return { privateKey, publicKey: publicKey.export({ type: "spki", format: "der" }).subarray(-32) };
}

export function clientHello(ephemeral: Uint8Array, random: Uint8Array): Buffer {
  return Buffer.concat([MAGIC, ephemeral, random]);
}

/** The points and numbers of a ClientHello; undefined when it is none. */
export function readClientHello(hello: Buffer): { ephemeral: Buffer; random: Buffer } | undefined {
  if (hello.length !== 68 || !hello.subarray(0, 4).equals(MAGIC)) return undefined;
  return { ephemeral: hello.subarray(4, 36), random: hello.subarray(36) };
}

export function unsignedHello(
  ephemeral: Uint8Array,
  random: Uint8Array,
  certificate: Uint8Array,
): Buffer {
  return Buffer.concat([ephemeral, random, lp(certificate)]);
}

/** Takes a ServerHello apart; a text says what is wrong with it. */
export function readServerHello(hello: Buffer): ServerHello | string {
  if (hello.length < 68)
    return `It has ${hello.length} bytes; e_s, random_s and a length alone have 68.`;
  const certificateEnd = 68 + hello.readUInt32BE(64);
  if (certificateEnd + 4 > hello.length) return endOf("certificate", hello.readUInt32BE(64));
  const signatureLength = hello.readUInt32BE(certificateEnd);
  if (certificateEnd + 4 + signatureLength !== hello.length)
    return endOf("signature", signatureLength);
  return {
    ephemeral: hello.subarray(0, 32),
    random: hello.subarray(32, 64),
    certificate: hello.subarray(68, certificateEnd),
    signature: hello.subarray(certificateEnd + 4),
    unsigned: hello.subarray(0, certificateEnd),
  };
}

/** What the server signs. */
export function signedBytes(clientHello: Buffer, unsigned: Buffer): Buffer {
  return signedFor(transcript(clientHello, unsigned));
}

/** What is signed for a transcript: that of the wire, or another one. */
export function signedFor(transcript: Uint8Array): Buffer {
  return Buffer.concat([SIGNED_FIRST, transcript]);
}

/** What both get from each other's points; undefined for a point that gives nothing but zeros. */
export function sharedSecret({ privateKey }: Half, other: Buffer): Buffer | undefined {
  try {
    return diffieHellman({ privateKey, publicKey: pointOf(other) });
  } catch {
    return undefined;
  }
}

export function keysOf(secret: Buffer, clientHello: Buffer, serverHello: Buffer): Keys {
  const th = transcript(clientHello, serverHello);
  return { th, toServer: derive(secret, th, "FC1 c2s"), toClient: derive(secret, th, "FC1 s2c") };
}

export function lp(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function transcript(...parts: readonly Uint8Array[]): Buffer {
  return createHash("sha256")
    .update(Buffer.concat(parts.map(lp)))
    .digest();
}

function derive(secret: Buffer, th: Buffer, info: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, th, info, 32));
}

function pointOf(bytes: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: "der", type: "spki" });
}

function endOf(what: string, length: number): string {
  return `It says that its ${what} has ${length} bytes, which does not fit its own length.`;
}
