/**
 * What the members say to each other: 64 letters that tell who has sent them, and as which of his.
 *
 *     |:0007:00000042:abcdefgh…        sender 7, his message 42, then always the same filler
 *
 * The vertical bar stands nowhere else in any of the protocols measured, so a text is found in the
 * bytes of whichever server passed it on. Pure: no socket here.
 */

export const TEXT_BYTES = 64;
export const MARK = "|".charCodeAt(0);
const COLON = ":".charCodeAt(0);
const ZERO = "0".charCodeAt(0);

const SENDER_AT = 2;
const SENDER_DIGITS = 4;
const SEQUENCE_AT = SENDER_AT + SENDER_DIGITS + 1;
const SEQUENCE_DIGITS = 8;
const FILLER_AT = SEQUENCE_AT + SEQUENCE_DIGITS + 1;
const FILLER = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".slice(
  0,
  TEXT_BYTES - FILLER_AT,
);

/** The text of one message. */
export function textOf(sender: number, sequence: number): string {
  const from = String(sender).padStart(SENDER_DIGITS, "0");
  const number = String(sequence).padStart(SEQUENCE_DIGITS, "0");
  return `|:${from}:${number}:${FILLER}`;
}

/** Whether a text begins at this mark: its fixed letters are where they should be. */
export function isText(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === MARK &&
    bytes[at + 1] === COLON &&
    bytes[at + SEQUENCE_AT - 1] === COLON &&
    bytes[at + FILLER_AT - 1] === COLON &&
    bytes[at + TEXT_BYTES - 1] === FILLER.charCodeAt(FILLER.length - 1)
  );
}

/** Whether its filler is right to the last letter: too dear to ask of every one. */
export function isWholeText(bytes: Buffer, at: number): boolean {
  return bytes.toString("latin1", at + FILLER_AT, at + TEXT_BYTES) === FILLER;
}

export function senderOf(bytes: Uint8Array, at: number): number {
  return digitsAt(bytes, at + SENDER_AT, SENDER_DIGITS);
}

export function sequenceOf(bytes: Uint8Array, at: number): number {
  return digitsAt(bytes, at + SEQUENCE_AT, SEQUENCE_DIGITS);
}

function digitsAt(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index += 1) {
    value = value * 10 + (bytes[index] ?? Number.NaN) - ZERO;
  }
  return value;
}
