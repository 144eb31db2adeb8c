/**
 * When a connection has ended: why, in a few words; whether to come back by oneself; and when.
 *
 * A client waits before it tries again: twice as long after each attempt that has failed, so that a server
 * in trouble is not kept there by those who want to come back.
 *
 *     attempt     0        1        2        3     …     6, 7, 8 …
 *     waits up to 0.5 s    1 s      2 s      4 s   …     30 s
 *
 * And none of them waits exactly so long: five hundred clients that have lost one server in the same
 * moment would all be back in the same moment.
 */

import { type Address, formatAddress } from "../../../shared/net/address.ts";
import { explainRefusal } from "../../../shared/net/network-error.ts";
import {
  errorCode,
  explainBrokenConnection,
  ProgramError,
  ProtocolError,
} from "../../../shared/process/errors.ts";
import { printable } from "../../../shared/process/print-status.ts";
import type { Closing } from "../protocol/messages.ts";

const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;

/** A server that has kept the client for longer, in milliseconds, is not in trouble: the waits begin anew. */
export const STEADY_MS = 10_000;

/** A verifier that takes longer asks a person, for whom no server waits: then the client connects once more. */
export const SLOW_VERIFIER_MS = 1_000;

/** How a connection has ended. */
export interface CloseReason {
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
export function reasonOfClosing({
  reason = "the server has ended it",
  again = true,
}: Closing): CloseReason {
  return { reason: printable(reason), again };
}

/**
 * The end of a connection that broke, or that never was.
 *
 * @throws the error itself when it is neither the network's nor the other side's fault
 */
export function reasonOfError(error: unknown): CloseReason {
  if (errorCode(error) === undefined && !(error instanceof ProtocolError)) throw error;
  return { reason: printable(reasonOf(error)), again: true, error };
}

/** Why the chat cannot go on, for the person. */
export function failureOf(closeReason: CloseReason, address: Address): ProgramError {
  const { reason, again, error } = closeReason;
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

/**
 * The wait before an attempt, in milliseconds: between half and all of the attempt's longest wait.
 *
 * @param attempt how many have failed since the connection was lost; 0 for the first
 * @param random from 0 up to 1; given by tests
 */
export function backOffMs(attempt: number, random: number = Math.random()): number {
  const longest = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return Math.round((longest * (1 + random)) / 2);
}

/** What the client says of a lost connection, and of the wait until the next attempt, in milliseconds. */
export function lossMessage(reason: string, waitMs: number): string {
  return `connection lost: ${reason}; trying again in ${Math.ceil(waitMs / 100) / 10} s`;
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
