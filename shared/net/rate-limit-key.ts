/**
 * Whom an address stands for when attempts are counted. A home or a machine with IPv6 has a whole
 * network of 2^64 addresses (RFC 6177), and could take another one for each attempt.
 */
import { isIPv6 } from "node:net";
import { normalizeAddress } from "./normalize-address.ts";

/** The 16-bit groups of an IPv6 address, and those of them that name the network. */
const GROUPS = 8;
const NETWORK_GROUPS = 4;

/** `2001:db8:1:2::/64` for `2001:db8:1:2:3::4`; an IPv4 address, also a mapped one, as it is. */
export function rateLimitKey(address: string): string {
  const normal = normalizeAddress(address);
  if (!isIPv6(normal)) return normal;
  const [front = [], back = []] = normal.split("::").map(groupsOf);
  const zeros = Array<string>(GROUPS - front.length - back.length).fill("0");
  const network = [...front, ...zeros, ...back].slice(0, NETWORK_GROUPS);
  return `${network.join(":")}::/64`;
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}
