/** What people say to each other: which texts are told, and which are not. */
import { invalid, type Parsed, valid } from "../../../shared/config/parsed.ts";
import { isVisible, visibleText } from "../../../shared/console/visible-text.ts";
import { MOST_TEXT_BYTES } from "./limits.ts";

/** Control characters (Unicode's category Cc), but for line end and tab. */
const HARMFUL = /[^\P{Cc}\n\t]/u;

/**
 * Reads a text for others: what can be seen of it, or nothing. People copy invisible characters along
 * without knowing it, so these are left out; what they could not have meant is refused.
 */
export function parseText(text: string): Parsed<string> {
  if (Buffer.byteLength(text) > MOST_TEXT_BYTES) {
    return invalid(`a text has at most ${MOST_TEXT_BYTES} bytes`);
  }
  // JSON can write half of a surrogate pair, which no UTF-8 can hold.
  if (!text.isWellFormed()) return invalid("a text holds no half letters");
  if (HARMFUL.test(text)) return invalid("a text holds no control characters");
  if (!isVisible(text)) return invalid("there is nothing to be seen in the text");
  return valid(visibleText(text));
}
