/** What people say to each other: which texts are told, and which are not. */
import { invalid, type Parsed, valid } from "../../../shared/parsed.ts";
import { MOST_TEXT_BYTES } from "./limits.ts";

/** Control characters (Unicode's category Cc), but for line end and tab. */
const HARMFUL = /[^\P{Cc}\n\t]/u;

/** Something to be seen: letters, numbers, punctuation, symbols and pictures. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Reads a text for others: as it is, or not at all. */
export function parseText(text: string): Parsed<string> {
  if (Buffer.byteLength(text) > MOST_TEXT_BYTES) {
    return invalid(`a text has at most ${MOST_TEXT_BYTES} bytes`);
  }
  // JSON can write half of a surrogate pair, which no UTF-8 can hold.
  if (!text.isWellFormed()) return invalid("a text holds no half letters");
  if (HARMFUL.test(text)) return invalid("a text holds no control characters");
  if (!VISIBLE.test(text)) return invalid("there is nothing to be seen in the text");
  return valid(text);
}
