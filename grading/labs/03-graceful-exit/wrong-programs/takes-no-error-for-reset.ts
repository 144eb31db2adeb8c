/**
 * A program that takes no error for a reset.
 *
 * @file close-reason.ts
 * @caughtBy a reset is told apart from an end
 * @says A reset is an error with the code ECONNRESET
 */

export function closeReasonOf(error: Error): CloseReason {
  if (error instanceof ProtocolError) return "line too long";
  switch (errorCode(error)) {
    case "ECONNRESET":
    case "EPIPE":
      return "connection lost";
    default:
      return "connection lost";
  }
}
