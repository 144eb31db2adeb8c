/**
 * Makes a file of lines fit for use when a server starts, whatever has happened to it: it was removed,
 * emptied, torn by a crash, or edited by a person. What cannot be used is moved into a file beside it.
 *
 *     names.csv                 the lines that can be used
 *     names.csv.torn-…          the last line, which a crash had torn
 *     names.csv.damaged-…       the lines that could not be read
 *
 * A process that is killed in the middle of a write, or a machine that loses its power, leaves the
 * beginning of what it wrote:
 *
 *     address,name ⏎ 127.0.0.2,Ada ⏎ 127.0.0.3,Gra
 *     └──────────── whole ────────────┘└── torn ──┘
 *
 * Nobody was told that a torn line is stored, since that is said only when all of it is on disk. Left
 * where it is, the next line would be written right behind it, and both would be lost.
 */
import { isUtf8 } from "node:buffer";
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { errorCode } from "../process/errors.ts";
import { PRIVATE_MODE, replaceFile } from "./replace-file.ts";

/** What spreadsheets and some editors put before the first line of a UTF-8 file. */
const BYTE_ORDER_MARK = "\ufeff";

const CARRIAGE_RETURN = 0x0d;
const LINE_END = 0x0a;

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

/** Whether the last line has no end. */
export function isTorn(bytes: Buffer): boolean {
  return bytes.length > 0 && bytes.at(-1) !== LINE_END;
}

/**
 * Takes the last line off, which was torn: keeps it in a file beside this one, and reports that.
 * Returns the lines that are whole; there may be none. It looks at bytes, because the tear may go
 * through a letter.
 *
 * @param path the file that these bytes are from
 *
 * @exercise 06.6 Keep what follows the last line end aside, report it, and return what is before.
 */
export async function cutTornTail(
  path: string,
  bytes: Buffer,
  report: (what: string) => void,
): Promise<Buffer> {
  const end = bytes.lastIndexOf(LINE_END) + 1;
  const copy = await quarantine(path, "torn", bytes.subarray(end));
  report(
    `the last line of ${basename(path)} has no line end and may be torn: moved to ${copy}; if it is whole, put it back with a line end`,
  );
  return bytes.subarray(0, end);
}

/**
 * What cannot be used is not thrown away: it may be somebody's only copy. Writes these bytes into a new file beside this one, such as `names.csv.torn-2026-11-22T01-02-03.456Z`,
 * and returns its name. Returns when they are on disk.
 *
 * @param why one word for the name
 */
async function quarantine(path: string, why: string, bytes: Uint8Array): Promise<string> {
  const time = new Date().toISOString().replaceAll(":", "-");
  const copy = `${path}.${why}-${time}`;
  await writeFile(copy, bytes, { flag: "wx", mode: PRIVATE_MODE, flush: true });
  return basename(copy);
}
