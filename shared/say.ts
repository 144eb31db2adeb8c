/**
 * Service messages: what a program tells the person who runs it, one line each.
 *
 * A server says them on standard output, a client on standard error, because a client's standard
 * output belongs to the server's answers. What is said within a moment leaves in one write: a write
 * to a pipe stops the whole process until it is taken (Node's page "Process", "A note on process
 * I/O"), and a busy server has many lines to say.
 */

/** What is said is gathered for so long: no person notices it, and a busy server saves most writes. */
const GATHER_MS = 10;

/** More than this is not gathered, in UTF-16 units: memory is not for messages. */
const MOST_GATHERED = 65_536;

/** All that a terminal takes for a command (Unicode's category Cc), but for the line ends. */
const CONTROL_CHARACTERS = /[^\n\x20-\x7e\xa0-\uffff]/g;

let waiting: string[] = [];
let waitingLength = 0;
let timer: NodeJS.Timeout | undefined;
let output: NodeJS.WriteStream = process.stdout;

/**
 * Says one line. A control character or a line end in it is shown as `\xNN`: no peer can draw on the
 * screen or forge a line by what it sends.
 */
export function say(line: string): void {
  waiting.push(line);
  waitingLength += line.length;
  if (waitingLength > MOST_GATHERED) sayNow();
  else timer ??= setTimeout(sayNow, GATHER_MS);
}

/** Says at once what waits to be said: before something else is printed that comes after it. */
export function sayNow(): void {
  clearTimeout(timer);
  timer = undefined;
  if (waiting.length > 0) output.write(`${printable(waiting)}\n`);
  waiting = [];
  waitingLength = 0;
}

/** The lines as they are shown. One look at all of them together costs less than one at each. */
function printable(lines: readonly string[]): string {
  const text = lines.join("\n");
  const isOneLineEach = text.split("\n").length === lines.length;
  const kept = isOneLineEach ? text : lines.map(withoutLineEnds).join("\n");
  return kept.replace(CONTROL_CHARACTERS, escapeCharacter);
}

function withoutLineEnds(line: string): string {
  return line.replaceAll("\n", "\\x0a");
}

/** Sends the messages of this program to standard error from now on: what a client does first. */
export function sayOnStandardError(): void {
  output = process.stderr;
}

process.once("exit", sayNow);

function escapeCharacter(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
