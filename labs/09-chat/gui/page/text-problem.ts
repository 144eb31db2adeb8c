/** Whether a text may be sent: the rule of the wire, told while it is being written. */
import { isVisible } from "../../../../shared/console/visible-text.ts";
import { MOST_TEXT_BYTES } from "../../protocol/limits.ts";

/** With fewer bytes left than this, a person is told how many. */
const NEAR_BYTES = 400;

/** Control characters other than line end and tab. */
const FORBIDDEN = /[^\P{Cc}\n\t]/u;

/** What a person has typed, without empty lines around it. The indentation is kept. */
export function typedText(typed: string): string {
  return typed.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd();
}

/** A sentence that says why the text cannot be sent; undefined when it can. */
export function textProblem(text: string): string | undefined {
  if (!isVisible(text)) return "Write something first.";
  const over = -bytesLeft(text);
  if (over > 0) return `Too long by ${over === 1 ? "1 byte" : `${over} bytes`}.`;
  if (FORBIDDEN.test(text) || !text.isWellFormed())
    return "It contains characters that cannot be sent.";
  return undefined;
}

/** How many bytes of UTF-8 there is room for; negative when the text is too long. */
export function bytesLeft(text: string): number {
  return MOST_TEXT_BYTES - new TextEncoder().encode(text).length;
}

/** What a counter shows: nothing while there is much room. */
export function counterText(text: string): string {
  const left = bytesLeft(text);
  return left < NEAR_BYTES ? `${left} ${left === 1 ? "byte" : "bytes"} left` : "";
}
