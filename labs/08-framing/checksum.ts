/**
 * A checksum before the text: `[checksum][text]`.
 *
 *     3610a686 hello  ─▶  3610a686hello          crc32: 8 hexadecimal digits
 *     5d41402a bc4b…  ─▶  5d41402abc4b…hello     md5: 32
 *
 * It tells that a text is not the one that was sent: a fault of a cable, a disk, a program. It tells
 * nothing about who sent it, because everybody can compute it, and nothing about where it ends. The
 * demonstration `npm run lab 08 checksum` shows what that means.
 */
import { hash } from "node:crypto";
import { crc32 } from "node:zlib";
import { invalid, type Result, valid } from "../../shared/config/result.ts";
import type { Setting } from "../../shared/config/setting.ts";
import { ProtocolError } from "../../shared/process/errors.ts";

/** How a checksum is made of a text's bytes, as hexadecimal digits. */
const DIGITS = {
  none: () => "",
  crc32: (text: string) => crc32(text).toString(16).padStart(8, "0"),
  md5: (text: string) => hash("md5", text),
};

/** Which checksum stands before each text. */
export type Checksum = keyof typeof DIGITS;

/** Which checksum both sides use. They are not asked to agree: they are told the same. */
export const checksumSetting = {
  about: "what stands before each text: none, crc32 or md5",
  parse: parseChecksum,
  fallback: "none",
} satisfies Setting<Checksum>;

export function parseChecksum(text: string): Result<Checksum> {
  return text === "none" || text === "crc32" || text === "md5"
    ? valid(text)
    : invalid("it is none, crc32 or md5");
}

/** The text with its checksum before it. */
export function withChecksum(checksum: Checksum, text: string): string {
  return DIGITS[checksum](text) + text;
}

/** The text behind its checksum. */
export function withoutChecksum(checksum: Checksum, message: string): string {
  return checksum === "none" ? message : checkedText(DIGITS[checksum], message);
}

/**
 * @throws ProtocolError when the checksum is not that of the text
 *
 * @exercise 08.6 Cut the digits off the message; return the text if its own digits are the same, else throw a ProtocolError.
 */
function checkedText(digitsOf: (text: string) => string, message: string): string {
  const { length } = digitsOf("");
  const text = message.slice(length);
  if (digitsOf(text) !== message.slice(0, length)) {
    throw new ProtocolError("a text whose checksum is not its own");
  }
  return text;
}
