/**
 * Service messages: what a program tells the person who runs it, one line each.
 *
 * A server says them on standard output, a client on standard error, because a client's standard
 * output belongs to the server's answers. What is said within a moment leaves in one write: a write
 * to a pipe stops the whole process until it is taken (Node's page "Process", "A note on process
 * I/O"), and a busy server has many lines to say.
 */
import { printable } from "./printable.ts";

/** What is said is gathered for so long: no person notices it, and a busy server saves most writes. */
const GATHER_MS = 10;

/** More than this is not gathered, in UTF-16 units: memory is not for messages. */
const MOST_GATHERED = 65_536;

/** Nothing about such a line needs a second look. */
const PLAIN = /^[\x20-\x7e]*$/;

let waiting: string[] = [];
let waitingLength = 0;
let timer: NodeJS.Timeout | undefined;
let output: NodeJS.WriteStream = process.stdout;

/**
 * Says one line. A control character, a line end, or what turns the direction of writing is shown as
 * `\uXXXX`: no peer can draw on the screen or forge a line by what it sends.
 */
export function say(line: string): void {
  waiting.push(PLAIN.test(line) ? line : printable(line));
  waitingLength += line.length;
  if (waitingLength > MOST_GATHERED) sayNow();
  else timer ??= setTimeout(sayNow, GATHER_MS);
}

/** Says at once what waits to be said: before something else is printed that comes after it. */
export function sayNow(): void {
  clearTimeout(timer);
  timer = undefined;
  if (waiting.length > 0) output.write(`${waiting.join("\n")}\n`);
  waiting = [];
  waitingLength = 0;
}

/** Sends the messages of this program to standard error from now on: what a client does first. */
export function sayOnStandardError(): void {
  output = process.stderr;
}

process.once("exit", sayNow);
