/**
 * Likely causes that several labs share, each chosen by what was seen. They say it first in words that
 * fit every language, then how it comes about.
 */
import type { Seen } from "./peer.ts";

/** U+FFFD: what a decoder puts where the bytes are no character. */
const NO_CHARACTER = "\uFFFD";

/** A program goes elsewhere than it was told. */
export const USE_HOST_AND_PORT =
  "Use --host and --port: an address that is written into the source fits one machine only.";

/** State of one connection where all connections see it. */
export const SHARED_STATE =
  "Something of one client showed up at another. The program keeps it (an address, a socket, a count, an unfinished line) in a variable of the module, which all connections share. Keep the state of one connection in the function or object that serves it.";

/** A function calls itself for each line, or does not wait for the socket. */
export const RECURSION =
  "Not all lines were answered. Does a function call itself for each line? Each call takes room on the stack, and some ten thousand use it up: use a loop. Or are answers lost that do not fit into one write?";

/** Of many lines in one write, why not all were answered: what came is as expected, as far as it goes. */
export function causeOfMissingAnswers(seen: Seen): string | undefined {
  const { received, expected } = seen;
  const isPart = expected.subarray(0, received.length).equals(received);
  return isPart ? RECURSION : nameChange(seen);
}

/** NUL bytes stand in a file that was emptied. */
export const WRITES_AT_OLD_PLACE =
  "The file was emptied, and the program writes on at its old place in it: what lies between is filled up with NUL bytes. Open it to append, or open it anew.";

/** Another client waits until the first has left. */
export const ONE_AT_A_TIME =
  "The server seems to serve one client at a time: no client may hold up another.";

/** What reads chunks takes each for a line. */
export const READ_LINES =
  "TCP is a stream: a line may come in pieces, and two lines together. Read lines, not chunks.";

/** A client that has nothing left to do does not end. */
export const INPUT_LEFT_OPEN =
  "Its input is still open. Something that waits for input keeps a process alive: close it too.";

/** What is typed at the question for a secret is shown. */
export const TYPED_IN_SIGHT =
  "Somebody may look over the shoulder. inquirer's question of type password hides what is typed.";

/** A line that ends with CR LF is taken with its CR. */
export const CR_KEPT =
  "Telnet and Windows end a line with CR LF (0d 0a). A CR right before the LF is not part of the line: take it off before you look at the line.";

/** How text was changed on its way; undefined when nothing can be named. */
export function nameChange({ received, expected }: Seen): string | undefined {
  if (received.includes(NO_CHARACTER) && !expected.includes(NO_CHARACTER)) return DECODED_ALONE;
  // One character for each byte: to decode would hide how bytes of no character differ.
  const got = received.toString("latin1");
  const wanted = expected.toString("latin1");
  if (got === "" || got === wanted) return undefined;
  if (wanted.startsWith(got)) return wanted[got.length] === "\n" ? LINE_ENDS_LOST : undefined;
  if (wanted.replaceAll("\n", "").startsWith(got)) return LINE_ENDS_LOST;
  if (got.includes("\r\n") && got.replaceAll("\r\n", "\n").startsWith(wanted)) return CRLF;
  if (isOtherForm(received, expected)) return OTHER_FORM;
  if (isOtherCase(received.subarray(0, expected.length), expected)) return OTHER_CASE;
  const before = received.indexOf(wanted.trimEnd(), 0, "latin1");
  return before > 0 ? addedBefore(received.subarray(0, before)) : undefined;
}

/** What is likely where a check knows nothing better. */
export function usualCause(seen: Seen, hasAnswered: boolean): string | undefined {
  const { received, expected, ending } = seen;
  const isPart = expected.subarray(0, received.length).equals(received);
  const isCutShort = ending === "end" && (received.length === 0 ? hasAnswered : isPart);
  return isCutShort ? CLOSES_TOO_EARLY : nameChange(seen);
}

const CLOSES_TOO_EARLY =
  "The server has answered, and closed the connection before all was answered. It must read on, in a loop, until the client has ended its side.";

/** What a client did with its input, whose bytes should have come as they are, while the input is open. */
export function causeOfWrongInput(seen: Seen): string | undefined {
  const isSilent = seen.received.length === 0 && seen.ending === "open";
  return isSilent ? SENDS_TOO_LATE : nameChange(seen);
}

const DECODED_ALONE =
  'ef bf bd is the sign for "this was no letter": the bytes were made into text, and cut letters were lost. Pass the bytes on as they came.';

const OTHER_CASE = "The text came back in upper or lower case. Pass the bytes on as they came.";

const OTHER_FORM =
  "Some characters came back as others that look the same: the text was brought into another form of Unicode (NFC, NFD, NFKC or NFKD). Pass the bytes on as they came.";

/** A line that is right but for a CR behind it. */
export const CRLF = "Each line ends with CR LF (0d 0a) instead of LF (0a) alone.";

const LINE_ENDS_LOST =
  "The line end (LF, 0a) is missing. What reads a line often takes its line end off (`readline`, `input()`, `trim`): put it back.";

const SENDS_TOO_LATE =
  "Your client sent nothing while its input was still open. It must send each piece of its input as it comes, and not wait for the end of the input or for the server to speak first.";

function addedBefore(bytes: Buffer): string {
  return `Something else stands before it: ${JSON.stringify(bytes.toString())}. Nothing may be added to the bytes.`;
}

function isOtherForm(one: Buffer, other: Buffer): boolean {
  const text = one.toString();
  return ["NFC", "NFD", "NFKC", "NFKD"].some((form) => other.toString().normalize(form) === text);
}

function isOtherCase(one: Buffer, other: Buffer): boolean {
  return one.toString().toLowerCase() === other.toString().toLowerCase();
}
