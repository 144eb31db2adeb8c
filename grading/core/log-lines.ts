/**
 * A log as the labs write it, read back line by line: what does not fit the form is told with its line.
 *
 *     2026-11-22T01:02:03.456Z info connected connection=1 peer=127.0.0.1:50312
 */
import { type Dirent, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { printable } from "../../shared/process/print-status.ts";
import { check } from "./check.ts";
import type { CheckContext } from "./check-context.ts";
import { expectInFile, readText, tellFile } from "./data-file.ts";
import { fail } from "./failure.ts";
import type { Program } from "./program.ts";

/** One line of a log. */
export interface Entry {
  time: string;
  level: string;
  event: string;
  fields: Readonly<Record<string, string>>;
}

/** An event that is expected, with those of its fields that matter. */
export type Wanted = readonly [event: string, fields?: Readonly<Record<string, string | RegExp>>];

/** What is expected of a log. */
export interface LogExpectation {
  /** As in "the log should tell of the connection". */
  what: string;
  /** These events, in this order; others may stand between. */
  events: readonly Wanted[];
  /** Only lines with this value of `connection`. */
  connection?: string | undefined;
  cause?: string;
  /** "server.log" when not said. */
  name?: string;
  /** Once this program has ended, nothing more is waited for; the program itself when not said. */
  by?: Program;
  /** How long to wait, in milliseconds, where the usual deadline is too long. */
  within?: number;
}

const HEAD = /^(\S+) (\S+) ([\w-]+)/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const LEVELS = ["info", "warn", "error"];
const FIELD = / ([\w-]+)=([!#-<>-[\]-~]+|"(?:[^"\\]|\\.)*")/y;
const NOT_PRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Path of a program's log. */
export function logPath({ data }: Program, name = "server.log"): string {
  return join(data, name);
}

/** The whole lines of a program's log. */
export function logLines(program: Program, name = "server.log"): string[] {
  return readText(logPath(program, name)).split("\n").slice(0, -1);
}

/**
 * Waits until a program's log tells these events in this order, each as a line of the right form.
 * Returns their entries.
 *
 * @throws CheckFailed when a line has another form, or the deadline passes, or the program has ended
 */
export async function expectLogged(
  context: CheckContext,
  program: Program,
  { what, events, connection, cause, name = "server.log", by = program, ...rest }: LogExpectation,
): Promise<Entry[]> {
  const path = logPath(program, name);
  const found = await expectInFile(context, path, {
    what: `${what}: ${name} should tell ${events.map(showWanted).join(", then ")}`,
    find: (text) => {
      const entries = entriesOf(text);
      return "broken" in entries ? entries : inOrder(entries.good, events, connection);
    },
    cause: (text) => [text === "" ? `There is no line in ${name}.` : "", cause].join(" ").trim(),
    by,
    ...rest,
  });
  if (!("broken" in found)) return found;
  tellFile(context, path);
  fail(
    `${what}: each line of ${name} should be one event; this line is not:\n${printable(found.line)}`,
    found.broken,
  );
}

/**
 * Writes a check after which every line of every log of its programs is held to the form: a check that
 * looks for one line sees nothing of a broken one beside it.
 */
export const checkWithLogs: typeof check = (exercise, title, options, body) =>
  check(exercise, title, options, async (context) => {
    await body(context);
    for (const program of context.programs()) expectWholeLogs(context, program);
  });

function expectWholeLogs(context: CheckContext, { data }: Program): void {
  if (!existsSync(data)) return;
  const files = readdirSync(data, { withFileTypes: true }).filter(isLog);
  for (const { name } of files) {
    const entries = entriesOf(readText(join(data, name)));
    if (!("broken" in entries)) continue;
    tellFile(context, join(data, name));
    fail(
      `Each line of ${name} should be one event; this line is not: ${shortened(entries.line)}`,
      entries.broken,
    );
  }
}

/** A log, or an old one with a number; a link may lead to a device without an end. */
function isLog(file: Dirent): boolean {
  return file.isFile() && /^(?:server|client)\.log(?:\.\d+)?$/.test(file.name);
}

function shortened(line: string): string {
  const shown = printable(line.slice(0, 300));
  return shown.length > 160 ? `${shown.slice(0, 160)}…` : shown;
}

/** The entries of a log's text, or the first line that is none, and why. */
export function entriesOf(text: string): { good: Entry[] } | { broken: string; line: string } {
  const good: Entry[] = [];
  for (const line of text.split("\n").slice(0, -1)) {
    const entry = parseEntry(line);
    if (typeof entry === "string") return { broken: entry, line };
    good.push(entry);
  }
  return { good };
}

/** Reads one line; a text says what is wrong with it. */
export function parseEntry(line: string): Entry | string {
  const bad = NOT_PRINTABLE.exec(line)?.[0];
  if (bad !== undefined) return rawCharacter(bad);
  const [head, time = "", level = "", event = ""] = HEAD.exec(line) ?? [];
  if (head === undefined) return FORM;
  if (!TIME.test(time)) return BAD_TIME;
  if (!LEVELS.includes(level)) return `${FORM} The level is info, warn or error.`;
  const fields: Record<string, string> = {};
  FIELD.lastIndex = head.length;
  for (let end = head.length; end < line.length; end = FIELD.lastIndex) {
    const [, name = "", value] = FIELD.exec(line) ?? [];
    if (value === undefined) return `${BAD_FIELD} It stands here: ${line.slice(end, end + 40)}`;
    const read = readValue(value);
    if (read === undefined) return `The value of ${name} is no JSON string: ${value.slice(0, 60)}`;
    fields[name] = read;
  }
  return { time, level, event, fields };
}

function readValue(value: string): string | undefined {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return undefined;
  }
}

function inOrder(
  entries: readonly Entry[],
  events: readonly Wanted[],
  connection: string | undefined,
): Entry[] | undefined {
  const found: Entry[] = [];
  for (const entry of entries) {
    if (connection !== undefined && entry.fields.connection !== connection) continue;
    const wanted = events[found.length];
    if (wanted !== undefined && isMeant(entry, wanted)) found.push(entry);
  }
  return found.length === events.length ? found : undefined;
}

function isMeant(entry: Entry, [event, fields = {}]: Wanted): boolean {
  if (entry.event !== event) return false;
  return Object.entries(fields).every(([name, value]) => {
    const is = entry.fields[name];
    return is !== undefined && (typeof value === "string" ? is === value : value.test(is));
  });
}

function showWanted([event, fields = {}]: Wanted): string {
  const shown = Object.entries(fields).map(([name, value]) => {
    if (typeof value !== "string") return ` ${name}=…`;
    const text = JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
    return ` ${name}=${/^[!#-<>-[\]-~]+$/.test(value) ? value : printable(text)}`;
  });
  return `"${event}${shown.join("")}"`;
}

function rawCharacter(character: string): string {
  if (character === "\0") return NULS;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `It holds the character U+${code} as it is. What a peer sends may turn, colour or split a line: write what is not printable as \\uXXXX.`;
}

/** Why NUL bytes stand in a log. */
export const NULS =
  'It holds NUL bytes. Either a client sent them: write what is not printable as \\uXXXX. Or the file was emptied while the program went on writing at its old place in it: open a log to append (flag "a"), or open it anew.';

const FORM = "A line is TIME LEVEL EVENT and then name=value, with one blank between.";

const BAD_TIME =
  "The time is UTC in ISO form with milliseconds, as 2026-11-22T01:02:03.456Z: `toISOString` writes it.";

const BAD_FIELD =
  'After the event come fields: " name=value". A value with blanks, quotation marks, equals signs or backslashes stands in quotation marks, as JSON writes it.';
