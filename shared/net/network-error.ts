/**
 * What went wrong on the network, in a sentence that helps: Node reports a failure of the system as
 * an error with a `code`, the name that POSIX gave it (Node's page "Errors", "Common system errors").
 */

import { ProtocolError } from "../framing/protocol-error.ts";
import { ProgramError } from "../process/program.ts";
import { errorCode } from "../process/system-error.ts";
import { type Address, formatAddress } from "./address.ts";

/** Why a server cannot listen, and what to do next. */
export function explainListenError(error: unknown, address: Address): string {
  const deed = `Cannot listen on ${formatAddress(address)}`;
  switch (errorCode(error)) {
    case "EADDRINUSE":
      return `${deed}: another program listens there; choose another port with --port, or 0 for any`;
    case "EACCES":
      return `${deed}: permission denied; choose a port above 1023`;
    case "EADDRNOTAVAIL":
      return `${deed}: this machine does not have that address; try --host 127.0.0.1`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `${deed}: no address is known for that name; check its spelling`;
    default:
      return `${deed}: ${messageOf(error)}; check the host and the port`;
  }
}

/** Why a client cannot connect, and what to do next. */
export function explainConnectError(error: unknown, address: Address): string {
  const deed = `Cannot connect to ${formatAddress(address)}`;
  switch (errorCode(error)) {
    case "ECONNREFUSED":
      return `${deed}: nothing listens there; start the server first, or check the port`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `${deed}: no address is known for that name; check its spelling`;
    case "ENETUNREACH":
    case "EHOSTUNREACH":
      return `${deed}: no way leads to that machine; check the host and your network`;
    case "ETIMEDOUT":
      return `${deed}: it did not answer; check the host, and whether a firewall is in the way`;
    default:
      return `${deed}: ${messageOf(error)}; check the host and the port`;
  }
}

/** Why a connection that stood has ended badly: "reset by the other side", or the error's message. */
export function explainBrokenConnection(error: unknown): string {
  switch (errorCode(error)) {
    case "ECONNRESET":
    case "EPIPE":
      return "reset by the other side";
    case "ERR_STREAM_PREMATURE_CLOSE":
      return "closed by this side";
    default:
      return messageOf(error);
  }
}

/**
 * Waits for something on the network. When the system refuses it, or the other side breaks the
 * protocol, the person at the keyboard gets the explanation; any other error is the program's own
 * fault and passes through.
 *
 * @throws ProgramError with the explanation, and the error as its cause
 */
export async function explained<Result>(
  work: Promise<Result>,
  explain: (error: unknown) => string,
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (errorCode(error) === undefined && !(error instanceof ProtocolError)) throw error;
    throw new ProgramError(explain(error), { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
