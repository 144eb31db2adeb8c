/** Reading the name of a file that is to lie in one folder and nowhere else. */
import { invalid, type Result, valid } from "../config/result.ts";

/**
 * Letters, digits, `_`, `-`, blanks and dots inside: no path, nothing hidden, and no name that a system
 * reads as something else.
 */
const PLAIN = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_ .-]{0,99}$/u;

/** Reads a plain file name. @param ending what it must end in, such as ".csv" */
export function parseFileName(text: string, ending: string): Result<string> {
  const name = text.normalize("NFC");
  if (!PLAIN.test(name)) return invalid("it is no plain file name");
  if (!name.endsWith(ending) || name === ending) return invalid(`its name must end in ${ending}`);
  return valid(name);
}
