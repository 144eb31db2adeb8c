/**
 * The two messages that come before there is any key:
 *
 *     ClientHello   46 43 31 00 │ ephemeral (32) │ random (32)
 *     ServerHello   ephemeral (32) │ random (32) │ lp(certificate) │ lp(signature)
 *
 * The signature stands for all before it, so the server needs the rest first: its "proposal" here.
 */
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { ByteReader } from "./byte-reader.ts";

/** "FC1\0": the protocol and its version. */
const MAGIC = Buffer.from("FC1\0", "latin1");

/** A public key of X25519 (RFC 7748 section 5). */
export const EPHEMERAL_BYTES = 32;

/** Makes two hellos different even if both sides' keys were the same. */
export const RANDOM_BYTES = 32;

/** What both hellos begin with. */
export interface Hello {
  ephemeral: Uint8Array;
  random: Uint8Array;
}

export interface ServerHello extends Hello {
  /** X.509, in DER. */
  certificate: Buffer;
  signature: Buffer;
  /** All before the signature: the bytes that it is about. */
  proposal: Buffer;
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
export function encodeProposal({ ephemeral, random }: Hello, certificate: Uint8Array): Buffer {
  return Buffer.concat([ephemeral, random, encodeFrame(certificate)]);
}

/** The whole ServerHello. */
export function encodeServerHello(proposal: Uint8Array, signature: Uint8Array): Buffer {
  return Buffer.concat([proposal, encodeFrame(signature)]);
}

/** @throws ProtocolError when it is none */
export function parseServerHello(bytes: Uint8Array): ServerHello {
  const reader = new ByteReader(bytes);
  const hello = takeHello(reader);
  const certificate = reader.takeWithLength();
  const proposal = Buffer.from(bytes.subarray(0, reader.position));
  const signature = reader.takeWithLength();
  reader.end();
  return { ...hello, certificate, signature, proposal };
}

function takeHello(reader: ByteReader): Hello {
  return { ephemeral: reader.take(EPHEMERAL_BYTES), random: reader.take(RANDOM_BYTES) };
}
