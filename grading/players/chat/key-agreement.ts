/** The handshake of FC1 as the grader computes it, for either side (see lab 09, *The wire*). */
import {
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import { type Dialect, type Hashing, RIGHT } from "./dialect.ts";
import type { SubjectForms } from "./sealing.ts";
import { lp } from "./transcript.ts";

const MAGIC = Buffer.from("FC1\0", "latin1");
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
  /** In which form the subject seals, and opens. */
  forms: SubjectForms;
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

/** What both get from each other's points; undefined for a point that gives nothing but zeros. */
export function sharedSecret({ privateKey }: Half, other: Buffer): Buffer | undefined {
  try {
    return diffieHellman({ privateKey, publicKey: pointOf(other) });
  } catch {
    return undefined;
  }
}

/** What follows from both hellos, in the subject's own way when that is another than the wire's. */
export function keysOf(
  secret: Buffer,
  clientHello: Buffer,
  serverHello: Buffer,
  dialect: Dialect = RIGHT,
): Keys {
  const salt = hashOf(clientHello, serverHello, dialect.keyed);
  return {
    th: hashOf(clientHello, serverHello, dialect.finished),
    toServer: derive(secret, salt, dialect.infos.toServer),
    toClient: derive(secret, salt, dialect.infos.toClient),
    forms: dialect.forms,
  };
}

/** th, or what the subject takes for it. */
export function hashOf(
  clientHello: Buffer,
  serverHello: Buffer,
  { transcript, leavesOutSignature }: Hashing,
): Buffer {
  const parts = leavesOutSignature ? readServerHello(serverHello) : serverHello;
  if (typeof parts === "string") return Buffer.alloc(0);
  return transcript.hash(clientHello, "unsigned" in parts ? parts.unsigned : parts);
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
