/** Talking in frames: four bytes with the length of the body, the highest first, and then the body. */
import type { LikelyCause } from "../core/failure.ts";
import type { Peer, Seen } from "../core/peer.ts";

/** The length that stands before each body. */
export const HEADER_BYTES = 4;

/** A frame with this body. */
export function frame(body: string | Uint8Array): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([header(bytes.length), bytes]);
}

/** A header alone, which may lie. */
export function header(length: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.writeUInt32BE(length);
  return bytes;
}

/**
 * Waits for just this frame.
 *
 * @throws CheckFailed when another one comes, or none
 */
export async function expectFrame(
  peer: Peer,
  text: string,
  what: string,
  cause?: string,
): Promise<void> {
  await peer.expectBytes(
    frame(text),
    what,
    (seen) => headerMistake(seen, text) ?? cause ?? nothingSent(seen),
  );
}

/**
 * Waits for one frame, whose body must match; returns the match.
 *
 * @param example a body of the right form, to be shown where another one came
 * @throws CheckFailed when the body does not match, or no whole frame comes
 */
export async function expectFrameLike(
  peer: Peer,
  pattern: RegExp,
  example: string,
  what: string,
): Promise<RegExpExecArray> {
  const head = await peer.untilBytes(HEADER_BYTES);
  const wanted = frame(example);
  const isRightLength = head.subarray(0, HEADER_BYTES).equals(wanted.subarray(0, HEADER_BYTES));
  // A wrong length is told at once: nobody waits for 4 GiB.
  const all = isRightLength ? await peer.untilBytes(wanted.length) : head;
  const bytes = all.subarray(0, wanted.length);
  const match = isRightLength ? pattern.exec(bytes.subarray(HEADER_BYTES).toString()) : null;
  await peer.expectBytes(
    match === null ? wanted : bytes,
    what,
    (seen) => headerMistake(seen, example) ?? nothingSent(seen),
  );
  if (match === null) throw new Error(`${what}: the example does not match the pattern`);
  return match;
}

/** What is wrong with a header, when it can be told from its first four bytes. */
function headerMistake({ received }: Seen, text: string): LikelyCause | undefined {
  const bytes = Buffer.byteLength(text);
  if (received.length < HEADER_BYTES) return undefined;
  const length = received.readUInt32BE();
  if (length === bytes) return undefined;
  if (received.readUInt32LE() === bytes) return LITTLE_ENDIAN;
  if (length === text.length || length === [...text].length) return CHARACTERS;
  if (length === bytes + HEADER_BYTES) return WITH_HEADER;
  if (length === bytes + 1) return LINE_END;
  if (/^[\d ]{4}$/.test(received.toString("latin1", 0, HEADER_BYTES))) return DECIMAL;
  if (bytes > 0xff && length === (bytes & (bytes > 0xffff ? 0xffff : 0xff))) return OVERFLOW;
  if (received.toString().startsWith(text.slice(0, HEADER_BYTES))) return NO_HEADER;
  if (received.readUInt16BE() === bytes) return TWO_BYTES;
  return undefined;
}

function nothingSent({ received, ending }: Seen): string | undefined {
  return received.length === 0 && ending === "open" ? NO_FRAME : undefined;
}

const NO_FRAME = "Nothing was sent at all, not even a header.";

const LITTLE_ENDIAN =
  "The length stands there with its lowest byte first. On the network the highest comes first: `writeUInt32BE`.";

const CHARACTERS =
  "The header counts characters, but the other side counts bytes: a letter of UTF-8 has one to four. Make bytes of the text first, and take the length of those.";

const WITH_HEADER = "The header counts itself too. The length is that of the body alone.";

const LINE_END =
  "The length is one too many: is the line end sent with the text? The length says where it ends.";

const DECIMAL =
  "The header is made of digits. It is one number of 32 bits, so that it has room for more than 9999.";

const OVERFLOW = "The length did not fit into what the header gives it: it has four bytes.";

const NO_HEADER = "The text comes without a header before it: nobody can tell where it ends.";

const TWO_BYTES = "The header has two bytes. It has four.";
