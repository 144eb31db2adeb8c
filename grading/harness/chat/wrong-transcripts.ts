/** The usual wrong transcripts of a handshake: which one was signed tells which mistake was made. */
import { createHash } from "node:crypto";
import { lp } from "./key-agreement.ts";

/** Other transcripts than the right one, and what is wrong with each. */
export function wrongTranscripts(first: Buffer, second: Buffer): [Buffer, string][] {
  const parts = [first, second];
  const right = sha256(...parts.map(lp));
  return [
    [sha256(first, second), NO_LENGTHS],
    [sha256(lp(Buffer.concat(parts))), ONE_LENGTH],
    [sha256(lp(first)), ONLY_FIRST],
    [sha256(first), ONLY_FIRST],
    [sha256(lp(second)), ONLY_LAST],
    [sha256(second), ONLY_LAST],
    [sha256(lp(second), lp(first)), OTHER_ORDER],
    [sha256(second, first), OTHER_ORDER],
    [sha256(...parts.flatMap((part) => [part, lengthOf(part)])), LENGTH_BEHIND],
    [sha256(...parts.flatMap((part) => [lengthOf(part).reverse(), part])), LOWEST_FIRST],
    [sha256(...parts.map((part) => sha256(part))), HASH_OF_HASHES],
    [sha256(...parts.map((part) => sha256(lp(part)))), HASH_OF_HASHES],
    [Buffer.from(right.toString("hex")), IN_LETTERS],
    [Buffer.from(right.toString("base64")), IN_LETTERS],
  ];
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash("sha256").update(Buffer.concat(parts)).digest();
}

function lengthOf(part: Buffer): Buffer {
  return lp(part).subarray(0, 4);
}

const NO_LENGTHS =
  "What fits is a hash of the two hellos one behind the other, without their lengths: each comes with its own length before it, so that nobody can move a byte from one to the other.";

const ONE_LENGTH =
  "What fits is a hash with one length before both hellos: each comes with its own length before it.";

const ONLY_FIRST =
  "What fits is a hash of the ClientHello alone: it covers all parts. Does the loop go through them, and does `return` stand behind it?";

const ONLY_LAST =
  "What fits is a hash of the ServerHello alone: it covers all parts. One hash is made before the loop, and takes each of them.";

const OTHER_ORDER =
  "What fits is a hash with the ServerHello first: they come in the order in which they were said.";

const LENGTH_BEHIND = "What fits is a hash with each length behind its part: it stands before it.";

const LOWEST_FIRST =
  "What fits is a hash with the lengths the other way round: four bytes, the highest first.";

const HASH_OF_HASHES =
  "What fits is a hash of the hashes of both hellos: it is one hash of the hellos themselves, each with its own length before it.";

const IN_LETTERS =
  "What fits is the right hash, but written in letters: it is the 32 bytes themselves, `digest()` without a word in it.";
