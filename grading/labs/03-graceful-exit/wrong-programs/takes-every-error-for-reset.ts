/**
 * A program that takes every error for a reset.
 *
 * @file close-reason.ts
 * @caughtBy a line without end is refused
 * @says That the client broke a rule (`ProtocolError`) is another ending than a reset
 */

export function closeReasonOf(error: Error): CloseReason {
  switch (errorCode(error)) {
    case "ECONNRESET":
    case "EPIPE":
      return "reset";
    default:
      return "reset";
  }
}
