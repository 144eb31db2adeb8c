/**
 * What a peer sends, on its way to a screen. A terminal obeys some of the bytes that it is sent: they move
 * the cursor, colour, ring, rename the window, or turn a line round. So a stranger could draw there what
 * this program never said. A file or a pipe obeys nothing, and gets the bytes as they are.
 */
import { Writable } from "node:stream";
import { printable } from "../process/print-status.ts";

/**
 * Everything but line ends, tabs, and the two invisible joiners, without which some scripts and many
 * pictures of several parts cannot be written. They hide nothing, and move nothing that was shown before.
 */
const IN_DOUBT = /[^\n\t\u200c\u200d]+/g;

/** The text for a terminal: CR LF becomes LF, and what could give a command becomes `\uXXXX`. */
export function screenText(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(IN_DOUBT, printable);
}

/** The text on one line of a terminal: as {@link screenText}, and a line end is shown as `\n`. */
export function screenLine(text: string): string {
  return screenText(text).replaceAll("\n", "\\n");
}

/**
 * Where to write the bytes of a peer: a terminal gets them as {@link screenText}, any other output gets
 * them as they are. A character or a CR LF that a chunk has cut is shown when the rest has come.
 */
export function screenFor(output: Writable & { isTTY?: boolean }): Writable {
  if (output.isTTY !== true) return output;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let lastCR = "";
  return new Writable({
    write(chunk: Buffer, _encoding, callback) {
      const text = lastCR + decoder.decode(chunk, { stream: true });
      lastCR = text.endsWith("\r") ? "\r" : "";
      const rest = lastCR === "" ? text : text.slice(0, -1);
      if (output.write(screenText(rest))) callback();
      else output.once("drain", callback);
    },
  });
}
