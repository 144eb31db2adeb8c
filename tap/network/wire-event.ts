/** What can be seen of connections from between their two ends. */

import type { Address } from "../../shared/net/address.ts";

/** An end of a connection: who connected, or who listens. */
export type Side = "client" | "server";

export const SIDES: readonly Side[] = ["client", "server"];

/** The other end. */
export function otherSide(side: Side): Side {
  return side === "client" ? "server" : "client";
}

/** Something that passed. `connection` counts from 1, in the order in which the clients came. */
export type WireEvent = { connection: number } & (
  | {
      type: "connect";
      /** The client's own address. */
      client: Address;
      /** The address from which the server sees it come. */
      seenAs: Address;
    }
  /** The server could not be reached: the client gets a reset. */
  | { type: "unreachable"; reason: string }
  /** Bytes, as they are delivered. */
  | { type: "chunk"; from: Side; bytes: Buffer }
  /** One side has ended its direction (FIN). */
  | { type: "end"; from: Side }
  /** One side, or the network itself, has reset the connection (RST). */
  | { type: "reset"; from: Side | "network" }
  /** The network has fallen silent. */
  | { type: "silence" }
);

/** Without the number, which the network adds. */
export type ConnectionEvent = WireEvent extends infer Event
  ? Event extends WireEvent
    ? Omit<Event, "connection">
    : never
  : never;
