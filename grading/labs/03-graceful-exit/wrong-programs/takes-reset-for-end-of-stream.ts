/**
 * A program that takes a reset for an end of stream.
 *
 * @file close-reason.ts
 * @caughtBy a reset is told apart from an end
 * @says should have said …: reset"; it said …: end of stream"
 */

export function closeReasonOf(error: Error): CloseReason {
  if (error instanceof ProtocolError) return "line too long";
  switch (errorCode(error)) {
    case "ECONNRESET":
    case "EPIPE":
      return "end of stream";
    default:
      return "connection lost";
  }
}
