/**
 * A program that takes the end of the word for the word.
 *
 * @file access-word.ts
 * @caughtBy three wrong words end the connection
 * @says Only the whole word is the word
 */

export function isSameWord(one: string, other: string): boolean {
  return one !== "" && other.endsWith(one);
}
