/** Text that somebody else wrote, as it may reach a screen: in one line, not too long, without commands to a terminal. */
import { printable } from "../../shared/process/print-status.ts";

/** A line of so many characters, and behind it how many there are when they are more. */
export function shorten(line: string, length: number): string {
  return line.length <= length ? line : `${line.slice(0, length)}… (${line.length} characters)`;
}

/** A JSON object or list inside of a text: no prose begins so. It begins at the first bracket of several. */
const DATA_BEGINS = /(?<![{[])[{[]+"/g;

/** A line in which each JSON object or list is shortened to so many characters. */
export function shortenData(line: string, length: number): string {
  let text = "";
  let at = 0;
  for (const { index } of line.matchAll(DATA_BEGINS)) {
    if (index < at) continue;
    const end = endOfData(line, index);
    const data = line.slice(index, end);
    text += line.slice(at, index) + (data.length <= length ? data : `${data.slice(0, length)}…`);
    at = end;
  }
  return text + line.slice(at);
}

/** Behind the bracket that closes the one at `start`; the end of the line when none does. */
function endOfData(line: string, start: number): number {
  let depth = 0;
  const tokens = /"(?:[^"\\]|\\.)*"|[{[\]}]/g;
  tokens.lastIndex = start;
  for (let token = tokens.exec(line); token !== null; token = tokens.exec(line)) {
    if (token[0].startsWith('"')) continue;
    depth += "{[".includes(token[0]) ? 1 : -1;
    if (depth === 0) return tokens.lastIndex;
  }
  return line.length;
}

/** The beginning of a text in quotation marks, each control character as its escape. */
export function quote(text: string, length = 60): string {
  const kept = printable(JSON.stringify(text.slice(0, length)));
  return text.length <= length ? kept : `${kept}… (${text.length} characters)`;
}

/**
 * The same data with every string fit for a screen: what is not printable stands there as \uXXXX, be it an
 * escape code, a NUL or a character that turns the direction of writing. Line ends stay.
 */
export function fitForScreen<Data>(data: Data): Data {
  return JSON.parse(JSON.stringify(data), (_key, value: unknown) =>
    typeof value === "string" ? value.split("\n").map(printable).join("\n") : value,
  );
}
