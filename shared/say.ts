/**
 * Service messages: what a program tells the person who runs it, one line each.
 *
 * A server says them on standard output, a client on standard error, because a client's standard
 * output belongs to the server's answers. Lines said in the same turn of the event loop leave in
 * one write: a write to a pipe blocks the whole process until it is taken (Node's page "Process",
 * "A note on process I/O"), and a busy server has many lines to say.
 */

/** Unicode's general category Cc: everything that a terminal could take for a command. */
const CONTROL_CHARACTERS = /\p{Cc}/gu;

let waiting = "";
let output: NodeJS.WriteStream = process.stdout;

/** Says one line. A control character in it is shown as `\xNN`, so that no peer can draw on the screen. */
export function say(line: string): void {
  if (waiting === "") setImmediate(sayNow);
  waiting += `${line.replace(CONTROL_CHARACTERS, escapeCharacter)}\n`;
}

/** Sends the messages of this program to standard error from now on: what a client does first. */
export function sayOnStandardError(): void {
  output = process.stderr;
}

/** Says at once what waits to be said: before something else is printed that comes after it. */
export function sayNow(): void {
  if (waiting !== "") output.write(waiting);
  waiting = "";
}

process.once("exit", sayNow);

function escapeCharacter(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
