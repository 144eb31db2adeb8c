/** How a connection ended, and what the client is told about it. */

import { errorCode, ProtocolError } from "../../shared/process/errors.ts";

/** Completes the service message `disconnected ADDR: `. */
export type CloseReason =
  | "exit"
  | "end of stream"
  | "reset"
  | "connection lost"
  | "line too long"
  | "server stops"
  | `silent for ${number} ms`;

/**
 * The ending for an error that came from outside: from the client, which broke the protocol, or from
 * the system, whose `code` says what it noticed. A connection that the client has reset is noticed
 * as ECONNRESET when we read, or as EPIPE when we write.
 *
 * @exercise 03.4 Tell apart: the client broke the protocol, it reset the connection (two codes), or the connection was lost in another way.
 */
export function closeReasonOf(error: Error): CloseReason {
  if (error instanceof ProtocolError) return "line too long";
  switch (errorCode(error)) {
    case "ECONNRESET":
    case "EPIPE":
      return "reset";
    default:
      return "connection lost";
  }
}

/**
 * Whether an error came from outside: the client broke the protocol, or the system reports the
 * network's failure. Any other error is a fault of this program, and no way to part.
 */
export function isFromOutside(error: unknown): error is Error {
  if (error instanceof ProtocolError) return true;
  const code = errorCode(error);
  // The system's codes are POSIX names; those that begin with ERR_ are Node's own.
  return code !== undefined && !code.startsWith("ERR_");
}

/** The server's last line to the client; empty where nobody would read it, or nobody asked. */
export function goodBye(ending: CloseReason): string {
  switch (ending) {
    case "exit":
      return "good-bye\n";
    case "end of stream":
    case "reset":
    case "connection lost":
      return "";
    default:
      return `good-bye: ${ending}\n`;
  }
}
