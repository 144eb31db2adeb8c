/**
 * A program that computes the checksum over one byte for each character.
 *
 * @file checksum.ts
 * @caughtBy a checksum is that of the bytes of a text
 * @says bytes of the text in UTF-8, not over its characters
 */

const DIGITS = {
  none: () => "",
  crc32: (text: string) => crc32(Buffer.from(text, "latin1")).toString(16).padStart(8, "0"),
  md5: (text: string) => hash("md5", Buffer.from(text, "latin1")),
};
