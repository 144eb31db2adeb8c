/**
 * What people say to each other: which texts are passed on, and which are not. The server, the client and
 * the page in the browser have this one rule, so it uses nothing of Node.
 */
import { invalid, type Result, valid } from "../../../shared/config/result.ts";
import { isVisible, visibleText } from "../../../shared/console/visible-text.ts";
import { MAX_TEXT_BYTES } from "./wire.ts";

/** Why a text is not passed on. */
export type TextProblem = "too-long" | "half-letters" | "control-characters" | "invisible";

/** Control characters (Unicode's category Cc), but for line end and tab. */
const HARMFUL = /[^\P{Cc}\n\t]/u;

const REASONS: Readonly<Record<TextProblem, string>> = {
  "too-long": `a text has at most ${MAX_TEXT_BYTES} bytes`,
  "half-letters": "a text holds no half letters",
  "control-characters": "a text holds no control characters",
  invisible: "there is nothing to be seen in the text",
};

const encoder = new TextEncoder();

/** How long a text is, in bytes of UTF-8. */
export function bytesOfText(text: string): number {
  return encoder.encode(text).length;
}

/** What is wrong with a text; undefined when it can be sent. */
export function textProblem(text: string): TextProblem | undefined {
  if (bytesOfText(text) > MAX_TEXT_BYTES) return "too-long";
  // JSON can write half of a surrogate pair, which no UTF-8 can hold.
  if (!text.isWellFormed()) return "half-letters";
  if (HARMFUL.test(text)) return "control-characters";
  return isVisible(text) ? undefined : "invisible";
}

/**
 * Reads a text for others: what can be seen of it, or nothing. People copy invisible characters along
 * without knowing it, so these are left out; what they could not have meant is refused.
 */
export function parseText(text: string): Result<string> {
  const problem = textProblem(text);
  return problem === undefined ? valid(visibleText(text)) : invalid(REASONS[problem]);
}
