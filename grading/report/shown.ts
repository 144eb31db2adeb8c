/** Text that somebody else wrote, as it may reach a screen: in one line, not too long, without commands to a terminal. */
import { printable } from "../../shared/process/print-status.ts";

/** A line of so many characters, and behind it how many there are when they are more. */
export function shorten(line: string, length: number): string {
  return line.length <= length ? line : `${line.slice(0, length)}… (${line.length} characters)`;
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
