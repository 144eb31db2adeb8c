/** Service messages: a server's on standard output, a client's on standard error, beside the answers. */

/** Messages of one moment leave in one write, which stops the whole process until a pipe has taken it. */
const GATHER_MS = 10;

/** More than this is not gathered, in UTF-16 units. */
const MAX_GATHERED_LENGTH = 65_536;

/** Control characters, invisible ones that turn the direction of writing, and Unicode's line separators. */
const NOT_PRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

let waiting: string[] = [];
let waitingLength = 0;
let timer: NodeJS.Timeout | undefined;
let output: NodeJS.WriteStream = process.stdout;

/** Says one line, made {@link printable}: no peer can draw on the screen or forge a line. */
export function printStatus(line: string): void {
  waiting.push(printable(line));
  waitingLength += line.length;
  if (waitingLength > MAX_GATHERED_LENGTH) flushStatus();
  else timer ??= setTimeout(flushStatus, GATHER_MS);
}

/** Says at once what waits: before something else is printed. */
export function flushStatus(): void {
  clearTimeout(timer);
  timer = undefined;
  if (waiting.length > 0) output.write(`${waiting.join("\n")}\n`);
  waiting = [];
  waitingLength = 0;
}

/** Sends the messages of this program to standard error from now on: what a client does first. */
export function statusToStandardError(): void {
  output = process.stderr;
}

/** The text with `\uXXXX` in the place of everything that could command a screen. */
export function printable(text: string): string {
  // A character beyond U+FFFF is two units, and so two escapes.
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return text.replace(NOT_PRINTABLE, (character) => character.split("").map(escaped).join(""));
}

process.once("exit", flushStatus);
