/** Whether a text may be sent: the rule of the wire, shown while you write. */
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import { bytesOfText, textProblem } from "../../protocol/parse-text.ts";

/** With fewer bytes left than this, the page shows how many. */
const NEAR_BYTES = 400;

/** What a person has typed, without empty lines around it. The indentation is kept. */
export function typedText(typed: string): string {
  return typed.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd();
}

/** A sentence that says why the text cannot be sent; undefined when it can. */
export function textAdvice(text: string): string | undefined {
  switch (textProblem(text)) {
    case undefined:
      return undefined;
    case "invisible":
      return "Write something first.";
    case "too-long": {
      const over = -bytesLeft(text);
      return `Too long by ${over === 1 ? "1 byte" : `${over} bytes`}.`;
    }
    default:
      return "It contains characters that cannot be sent.";
  }
}

/** What a counter shows: nothing while there is much room. */
export function counterText(text: string): string {
  const left = bytesLeft(text);
  return left < NEAR_BYTES ? `${left} ${left === 1 ? "byte" : "bytes"} left` : "";
}

/** How many bytes there is room for; negative when the text is too long. */
function bytesLeft(text: string): number {
  return MAX_TEXT_BYTES - bytesOfText(text);
}
