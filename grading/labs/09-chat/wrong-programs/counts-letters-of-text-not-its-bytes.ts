/**
 * A program that counts the letters of a text, not its bytes.
 *
 * @file protocol/parse-text.ts
 * @caughtBy a text comes as it was said, or is refused
 * @says 1,001 letters of two bytes
 */

export function parseText(text: string): Parsed<string> {
  if (text.length > MOST_TEXT_BYTES) {
    return invalid(`a text has at most ${MOST_TEXT_BYTES} bytes`);
  }
  // JSON can write half of a surrogate pair, which no UTF-8 can hold.
  if (!text.isWellFormed()) return invalid("a text holds no half letters");
  if (HARMFUL.test(text)) return invalid("a text holds no control characters");
  if (!isVisible(text)) return invalid("there is nothing to be seen in the text");
  return valid(visibleText(text));
}
