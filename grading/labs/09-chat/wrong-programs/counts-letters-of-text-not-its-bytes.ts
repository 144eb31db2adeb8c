/**
 * A program that counts the letters of a text, not its bytes.
 *
 * @file protocol/schema.ts
 * @caughtBy a text comes as it was said, or is refused
 * @says 1,001 letters of two bytes
 */

export function textProblem(text: string): TextProblem | undefined {
  if (text.length > MAX_TEXT_BYTES) return "too-long";
  // JSON can write half of a surrogate pair, which no UTF-8 can hold.
  if (!text.isWellFormed()) return "half-letters";
  if (HARMFUL.test(text)) return "control-characters";
  return isVisible(text) ? undefined : "invisible";
}
