/** Why a connection has ended, in a few words; and whether to come back by oneself. */

import { type Address, formatAddress } from "../../../shared/net/address.ts";
import { explainRefusal } from "../../../shared/net/network-error.ts";
import {
  errorCode,
  explainBrokenConnection,
  ProgramError,
  ProtocolError,
} from "../../../shared/process/errors.ts";
import { printable } from "../../../shared/process/say.ts";
import type { Closing } from "../protocol/messages.ts";

/** How a connection has ended. */
export interface Ending {
  /** For people; fit for any screen. */
  reason: string;
  /** False: the server does not want this client back by itself. */
  again: boolean;
  /** The next attempt makes no sense before, in milliseconds. */
  retryAfterMs?: number;
  /** What went wrong, if it was no orderly end. */
  error?: unknown;
}

/** The end of a connection with the server's last word. */
export function endingOf({ reason = "the server has ended it", again = true }: Closing): Ending {
  return { reason: printable(reason), again };
}

/**
 * The end of a connection that broke, or that never was.
 *
 * @throws the error itself when it is neither the network's nor the other side's fault
 */
export function endingBy(error: unknown): Ending {
  if (errorCode(error) === undefined && !(error instanceof ProtocolError)) throw error;
  return { reason: printable(reasonOf(error)), again: true, error };
}

/** Why the chat cannot go on, for the person. */
export function failureOf(ending: Ending, address: Address): ProgramError {
  const { reason, again, error } = ending;
  if (error !== undefined && isConnectError(error)) {
    return new ProgramError(
      `Cannot connect to ${formatAddress(address)}: ${explainRefusal(error)}`,
      { cause: error },
    );
  }
  const next = again ? nextStep(reason) : "log in again if you want to come back";
  const message = `Cannot stay connected to ${formatAddress(address)}: ${reason}; ${next}`;
  return new ProgramError(message, { cause: error });
}

/** A server that is full may have no time to say so; or one of the two speaks TLS and the other does not. */
function nextStep(reason: string): string {
  if (!reason.includes("handshake")) return "start the client again";
  return "the server may be full, so try again in a minute; or start both sides with --tls, or both without";
}

const CONNECT_ERRORS = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ETIMEDOUT",
]);

function isConnectError(error: unknown): boolean {
  return CONNECT_ERRORS.has(errorCode(error) ?? "");
}

function reasonOf(error: unknown): string {
  switch (errorCode(error)) {
    case "ECONNREFUSED":
      return "nothing listens there";
    case "ETIMEDOUT":
      return "it does not answer";
    case "ENETUNREACH":
    case "EHOSTUNREACH":
      return "no way leads there";
    default:
      return explainBrokenConnection(error);
  }
}
