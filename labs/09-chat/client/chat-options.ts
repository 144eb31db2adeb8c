/** What a chat client needs to be told. */

import type { Address } from "../../../shared/net/address.ts";
import type { ServerVerifier } from "../channel/handshake.ts";
import type { ClientTimes } from "./connection.ts";
import type { Update } from "./updates.ts";

/** As long as the server waits itself: see the README, *What the server does not put up with*. */
export const DEFAULT_TIMES: ClientTimes = {
  connectMs: 10_000,
  handshakeMs: 10_000,
  frameMs: 10_000,
  pingMs: 30_000,
  pongMs: 15_000,
};

export interface ChatClientOptions {
  address: Address;
  /** TLS 1.3 in place of FC1. */
  tls: boolean;
  /** Throws a ProgramError to refuse a server, which ends the chat. May take as long as a person takes. */
  judge: ServerVerifier;
  /** Is told what happens. While its promise is pending, no more is read from the server. */
  on: (update: Update) => void | Promise<void>;
  /** Ends the chat at once, without a word to the server. */
  signal?: AbortSignal;
  times?: Partial<ClientTimes>;
  /** The wait before an attempt, in milliseconds; the first one is number 0. */
  backOff?: (attempt: number) => number;
  /** A server that has kept the client in the room for longer, in milliseconds, is not in trouble: the waits begin anew. */
  steadyMs?: number;
}
