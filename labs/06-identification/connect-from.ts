/** Knocking at a server's door from an address of one's own choice. */
import { once } from "node:events";
import { connect, isIP, type Socket } from "node:net";
import { invalid, type Result, valid } from "../../shared/config/result.ts";
import type { Setting } from "../../shared/config/setting.ts";
import { type Address, formatAddress } from "../../shared/net/address.ts";
import { explainRefusal } from "../../shared/net/network-error.ts";
import { errorCode } from "../../shared/process/errors.ts";

/** The client's own address. A machine has several: on Linux all of 127.0.0.0/8 are its own. */
export const fromSetting = {
  about: "this client's own address, such as 127.0.0.2; empty: the system chooses",
  parse: parseFrom,
  fallback: "",
} satisfies Setting<string>;

/** Where to connect to, and from. */
export interface Way extends Address {
  /** Empty: the system chooses the address that is nearest to the server. */
  from: string;
}

/**
 * Connects to a server from the given address; the port at this end is the system's choice. The socket
 * is half-open, like that of `connect`.
 *
 * @throws the system's error; its code is "EADDRNOTAVAIL" when this machine does not have the address
 */
export async function connectFrom({ host, port, from }: Way): Promise<Socket> {
  const own = from === "" ? {} : { localAddress: from };
  const socket = connect({ host, port, allowHalfOpen: true, ...own });
  await once(socket, "connect");
  return socket;
}

/** Why a client cannot connect, and what to do next. */
export function explainWay(error: unknown, way: Way): string {
  if (errorCode(error) !== "EADDRNOTAVAIL")
    return `Cannot connect to ${formatAddress(way)}: ${explainRefusal(error)}`;
  return `Cannot connect from ${way.from}: this machine does not have that address; leave --from away, or on Linux try 127.0.0.2`;
}

function parseFrom(text: string): Result<string> {
  return text === "" || isIP(text) !== 0 ? valid(text) : invalid("this is no IP address");
}
