/** Bytes as a person reads them: text as text, other data in hexadecimal, and a caret under the first wrong one. */
import { quote } from "../report/shown.ts";

const BYTES_A_ROW = 16;

/** Data of so many rows are shown whole; of longer data only the first row. */
const MAX_ROWS = 4;

/**
 * Up to four rows of `68 65 6c …  hel…`. Of longer data the first row stands for all.
 *
 *     68 65 6c 6c 6f 0a                                hello\n
 */
export function showBytes(bytes: Uint8Array): string {
  const rows: string[] = [];
  const shown = bytes.length <= BYTES_A_ROW * MAX_ROWS ? bytes.length : BYTES_A_ROW;
  for (let start = 0; start < shown; start += BYTES_A_ROW) {
    rows.push(showRow(bytes.subarray(start, Math.min(start + BYTES_A_ROW, shown))));
  }
  if (bytes.length > shown) rows.push(`… ${bytes.length} bytes in all`);
  return rows.join("\n");
}

/** Of longer text only the beginning is looked at. */
const LOOKED_AT_BYTES = 4_096;

/** Text in quotation marks, in one line: `"hello\n"`. Data that are no text as {@link showBytes} shows them, below. */
export function showData(bytes: Uint8Array): string {
  const beginning = bytes.subarray(0, LOOKED_AT_BYTES);
  const text = textOf(beginning);
  if (text === undefined) return `${bytes.length} bytes\n${showBytes(bytes)}`;
  const all = beginning.length === bytes.length ? text : text.padEnd(bytes.length);
  return quote(all);
}

/** What the bytes say in UTF-8; undefined when they say nothing, or hold other control characters than line ends. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    // The last character may be cut.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return /[^\P{Cc}\r\n\t]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function showRow(row: Uint8Array): string {
  const hex = [...row].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `${hex.padEnd(BYTES_A_ROW * 3 + 1)}${showText(row)}`;
}

/** Text with line ends and other control characters made visible, in one line. */
export function showText(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("utf8")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replace(/\p{Cc}/gu, "·");
}

/** The index of the first byte in which the two differ, or -1 when they are equal. */
export function firstDifference(expected: Uint8Array, actual: Uint8Array): number {
  const shared = Math.min(expected.length, actual.length);
  for (let index = 0; index < shared; index++) {
    if (expected[index] !== actual[index]) return index;
  }
  return expected.length === actual.length ? -1 : shared;
}

/**
 * Expected and actual bytes around the first difference, one above the other.
 *
 *     expected  68 65 6c 6c 6f 0a    hello\n
 *     received  68 65 6c 6c          hell
 *                           ^ byte 5
 */
export function showDifference(expected: Uint8Array, actual: Uint8Array): string {
  const at = firstDifference(expected, actual);
  const start = Math.max(0, at - (BYTES_A_ROW - 4));
  const rowOf = (bytes: Uint8Array) => bytes.subarray(start, start + BYTES_A_ROW);
  const skipped = start > 0 ? `(from byte ${start + 1})\n` : "";
  return [
    `${skipped}expected  ${showRow(rowOf(expected))}`,
    `received  ${showRow(rowOf(actual))}`,
    `${" ".repeat(10 + (at - start) * 3)}^ byte ${at + 1}`,
  ].join("\n");
}
