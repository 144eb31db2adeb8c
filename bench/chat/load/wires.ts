/** Every way of talking that the generator knows. */
import { IRC } from "./irc-wire.ts";
import type { WireName } from "./job.ts";
import { OURS } from "./our-wire.ts";
import { RELAY } from "./relay-wire.ts";
import { SOCKET_IO, WEB_SOCKET } from "./web-socket-wire.ts";
import type { Wire } from "./wire.ts";

export const WIRES: Readonly<Record<WireName, Wire>> = {
  relay: RELAY,
  irc: IRC,
  "web-socket": WEB_SOCKET,
  "socket-io": SOCKET_IO,
  ours: OURS,
};
