/**
 * Reading a new password. There are no rules on what letters it must have: they make people write
 * `Password1!`. What counts is its length, and that it is none of those that are tried first
 * (NIST SP 800-63B section 3.1.1).
 */

import { invalid, type Result, valid } from "../config/result.ts";
import { COMMON_PASSWORDS } from "./common-passwords.ts";

/** Shorter ones are guessed even through scrypt. */
const MIN_CHARACTERS = 8;

/** Long enough for any sentence; without a bound a peer could send a megabyte to be hashed. */
const MAX_CHARACTERS = 256;

/** Reads a new password: 8 to 256 characters, in NFC, and not a common one. Nothing is cut or trimmed. */
export function parsePassword(text: string): Result<string> {
  // Half of a surrogate pair has no UTF-8: all of them would be the same password.
  if (!text.isWellFormed()) return invalid("it holds half a character");
  const password = text.normalize("NFC");
  const length = [...password].length;
  if (length < MIN_CHARACTERS) return invalid(`it has fewer than ${MIN_CHARACTERS} characters`);
  if (length > MAX_CHARACTERS) return invalid(`it has more than ${MAX_CHARACTERS} characters`);
  if (COMMON_PASSWORDS.has(password.toLowerCase())) {
    return invalid("it is one of the passwords that are tried first");
  }
  return valid(password);
}
