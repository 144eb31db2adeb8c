/** The transcript of a handshake, and the usual wrong ones: which one was signed tells which mistake was made. */
import { createHash } from "node:crypto";

/** A way to make one hash of two hellos. */
export interface Transcript {
  hash(first: Buffer, second: Buffer): Buffer;
  /** What is wrong with it; absent for that of the wire. */
  why?: string;
}

const NO_LENGTHS =
  "Your signature fits a hash of the two hellos one behind the other, without their lengths: each comes with its own length before it, so that nobody can move a byte from one to the other.";

const ONE_LENGTH =
  "Your signature fits a hash with one length before both hellos: each comes with its own length before it.";

const ONLY_FIRST =
  "Your signature fits a hash of the ClientHello alone: it covers all parts. Does the loop go through them, and does `return` stand behind it?";

const ONLY_LAST =
  "Your signature fits a hash of the ServerHello alone: it covers all parts. One hash is made before the loop, and takes each of them.";

const OTHER_ORDER =
  "Your signature fits a hash with the ServerHello first: they come in the order in which they were said.";

const LENGTH_BEHIND =
  "Your signature fits a hash with each length behind its part: it stands before it.";

const MIN_FIRST =
  "Your signature fits a hash with the lengths the other way round: four bytes, the highest first.";

const HASH_OF_HASHES =
  "Your signature fits a hash of the hashes of both hellos: it is one hash of the hellos themselves, each with its own length before it.";

const IN_LETTERS =
  "Your signature fits the right hash, but written in letters: it is the 32 bytes themselves, `digest()` without a word in it.";

export const TRANSCRIPT: Transcript = { hash: (...parts) => sha256(...parts.map(lp)) };

export const WRONG_TRANSCRIPTS: readonly Transcript[] = [
  { hash: (first, second) => sha256(first, second), why: NO_LENGTHS },
  { hash: (first, second) => sha256(lp(Buffer.concat([first, second]))), why: ONE_LENGTH },
  { hash: (first) => sha256(lp(first)), why: ONLY_FIRST },
  { hash: (first) => sha256(first), why: ONLY_FIRST },
  { hash: (_first, second) => sha256(lp(second)), why: ONLY_LAST },
  { hash: (_first, second) => sha256(second), why: ONLY_LAST },
  { hash: (first, second) => sha256(lp(second), lp(first)), why: OTHER_ORDER },
  { hash: (first, second) => sha256(second, first), why: OTHER_ORDER },
  {
    hash: (...parts) => sha256(...parts.flatMap((part) => [part, lengthOf(part)])),
    why: LENGTH_BEHIND,
  },
  {
    hash: (...parts) => sha256(...parts.flatMap((part) => [lengthOf(part).reverse(), part])),
    why: MIN_FIRST,
  },
  { hash: (...parts) => sha256(...parts.map((part) => sha256(part))), why: HASH_OF_HASHES },
  { hash: (...parts) => sha256(...parts.map((part) => sha256(lp(part)))), why: HASH_OF_HASHES },
  { hash: (...parts) => Buffer.from(TRANSCRIPT.hash(...parts).toString("hex")), why: IN_LETTERS },
  {
    hash: (...parts) => Buffer.from(TRANSCRIPT.hash(...parts).toString("base64")),
    why: IN_LETTERS,
  },
];

/** The bytes, with their length before them. */
export function lp(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash("sha256").update(Buffer.concat(parts)).digest();
}

function lengthOf(part: Buffer): Buffer {
  return lp(part).subarray(0, 4);
}
