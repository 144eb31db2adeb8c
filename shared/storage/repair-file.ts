/**
 * Makes a file of lines fit for use when a server starts, whatever has happened to it: it was removed,
 * emptied, torn by a crash, or edited by a person. What cannot be used is moved into a file beside it.
 *
 *     names.csv                 the lines that can be used
 *     names.csv.torn-…          the last line, which a crash had torn
 *     names.csv.damaged-…       the lines that could not be read
 */
import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { errorCode } from "../process/errors.ts";
import { quarantine } from "./quarantine-file.ts";
import { replaceFile } from "./replace-file.ts";
import { cutTornTail, isTorn } from "./torn-tail.ts";

/** What spreadsheets and some editors put before the first line of a UTF-8 file. */
const BYTE_ORDER_MARK = "\ufeff";

const CARRIAGE_RETURN = 0x0d;

/** So many damaged lines are named by their numbers. */
const MAX_NAMED = 10;

/** What lines the file may have. */
export interface LineRules {
  /** Is given each line behind the header, and returns whether it can be used. */
  take(line: string): boolean;
  /** Whether a last line that has no end is whole all the same. */
  isWhole(line: string): boolean;
}

/**
 * Mends the file, and leaves it on disk with the header as its first line.
 *
 * @param header the first line that the file must have; with another one, none of its lines is used
 * @param report is told in a sentence what was done
 */
export async function repairFile(
  path: string,
  header: string,
  report: (what: string) => void,
  { take, isWhole: isWholeLine }: LineRules,
): Promise<void> {
  const bytes = await bytesOf(path);
  const isWhole = !isTorn(bytes);
  const whole = isWhole ? bytes : await endedOrCut(path, bytes, report, isWholeLine);
  const lines = linesIn(whole);
  const { hasHeader, good, damaged } = sortLines(lines, header, take);
  if (damaged.length > 0) {
    const copy = await quarantine(path, "damaged", joined(damaged.map(({ line }) => line)));
    const file = basename(path);
    report(
      hasHeader
        ? `${numbersOf(damaged)} of ${file} cannot be read: moved to ${copy}`
        : `the first line of ${file} is not ${header}: all of it was moved to ${copy}`,
    );
  }
  if (!hasHeader || !isWhole || good.length + 1 < lines.length) {
    await replaceFile(path, joined([Buffer.from(header), ...good]));
  }
}

/** All lines of a file whose last one has no end: an editor has left it out, or a crash has torn the line. */
async function endedOrCut(
  path: string,
  bytes: Buffer,
  report: (what: string) => void,
  isWhole: (line: string) => boolean,
): Promise<Buffer> {
  const last = withoutCarriageReturn(bytes.subarray(bytes.lastIndexOf("\n") + 1));
  if (isUtf8(last) && isWhole(last.toString())) return Buffer.concat([bytes, Buffer.from("\n")]);
  return await cutTornTail(path, bytes, report);
}

/** Parts the lines that can be used from the others, with their numbers. Empty ones are neither. */
function sortLines(lines: readonly Buffer[], header: string, take: (line: string) => boolean) {
  const good: Buffer[] = [];
  const damaged: { number: number; line: Buffer }[] = [];
  const hasHeader = lines[0] !== undefined && headerIn(lines[0]) === header;
  for (const [index, line] of lines.entries()) {
    if (line.length === 0 || (hasHeader && index === 0)) continue;
    if (hasHeader && isUtf8(line) && take(line.toString())) good.push(line);
    else damaged.push({ number: index + 1, line });
  }
  return { hasHeader, good, damaged };
}

/** Some spreadsheets put every text in quotation marks; the names of columns hold none themselves. */
function headerIn(line: Buffer): string {
  return line.toString().replace(BYTE_ORDER_MARK, "").replaceAll('"', "");
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

/** The lines, without their ends; they are parted as bytes, because they may be no text at all. */
function linesIn(whole: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = whole.indexOf("\n"); end >= 0; end = whole.indexOf("\n", start)) {
    lines.push(withoutCarriageReturn(whole.subarray(start, end)));
    start = end + 1;
  }
  return lines;
}

/** Spreadsheets on Windows end their lines with CR and LF. */
function withoutCarriageReturn(line: Buffer): Buffer {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}

function joined(lines: readonly Buffer[]): Buffer {
  return Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")]));
}

/** "line 3", or "lines 3, 4, 7 and 12 more". */
function numbersOf(lines: readonly { number: number }[]): string {
  const named = lines.slice(0, MAX_NAMED).map(({ number }) => number);
  const more = lines.length - named.length;
  const all = more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
  return lines.length === 1 ? `line ${all}` : `lines ${all}`;
}
