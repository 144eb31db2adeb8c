/** Likely causes that checks of lab 08 name in several files. */

export const WAIT = "please wait: the operator is talking to somebody else";

export const YOUR_TURN = "thank you for waiting: the operator is talking to you now";

export function linesOf(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}

export function shorten(line: string): string {
  return line.length <= 120 ? line : `${line.slice(0, 120)}…`;
}

export const COUNTS_LETTERS =
  "The length of a message is that of its text in bytes of UTF-8, not in characters: a letter has one to four bytes.";

export const BLANKS =
  "A line is sent as it was typed, without its line end: blanks around it are part of the text.";

export const NO_TURN =
  "Nobody else is there, so it is this client's turn. Does the server still count a client that has left?";

export const NOT_A_RULE =
  "For the server the connection broke: some other error was thrown. Who breaks a rule is refused by a `ProtocolError`, and by no other.";

export const EMPTY_TEXT =
  "An empty text is a message like any other: behind the token and its blank nothing stands.";

export const LETTERS_CHANGED =
  "A letter of UTF-8 has one to four bytes. Count bytes, not letters, make a text of a body only when the whole body is there, and bring it into no other form of Unicode (NFC, NFD).";

export const MANY =
  "Many frames came in one write. Does a function call itself for each frame? Each call takes room on the stack, and some thousands use it up: use a loop. And the loop goes on until no whole frame is left.";

export const ONE_READ =
  "Several frames came in one chunk. After the first one, look whether another one stands behind it.";

export const LIMIT_IS_ALLOWED = "A body of just the limit is still allowed.";

export const DRAWS =
  "What a client says may hold commands to the terminal, or line ends that forge a line. Show what is not printable as \\uXXXX.";

export function noLimit(length: number): string {
  if (length < 0x80000000)
    return "The limit is 1048576 bytes. Compare as soon as the header is there: nobody waits for what will be refused.";
  return "Compare as soon as the header is there, whether the body has come or not. And compare an unsigned number: read as a signed one it is below zero, and under any limit (`readUInt32BE`, or `>>> 0`).";
}
