/**
 * A program that takes the beginning of the word for the word.
 *
 * @file access-word.ts
 * @caughtBy three wrong words end the visit
 * @says Only the whole word is the word
 */

export function isSameWord(one: string, other: string): boolean {
  return (
    one !== digestOf(one).toString() &&
    timingSafeEqual(digestOf(one), digestOf(other.slice(0, one.length)))
  );
}
