/**
 * A program that says good-bye without a line end.
 *
 * @file close-reason.ts
 * @caughtBy the answer to exit is good-bye, and nothing else
 * @says The line end (LF, 0a) is missing
 */

export function goodBye(ending: CloseReason): string {
  switch (ending) {
    case "exit":
      return "good-bye";
    case "end of stream":
    case "reset":
    case "connection lost":
      return "";
    default:
      return `good-bye: ${ending}\n`;
  }
}
