/**
 * One form for each address. The same machine shows up in several: where a server listens on IPv6 and
 * IPv4 at once, the system tells it `::ffff:127.0.0.1` for a client that came by IPv4 (RFC 4291 section
 * 2.5.5.2), and an IPv6 address can be written in many ways.
 */
import { isIPv6, SocketAddress } from "node:net";

/** An IPv4 address in the clothes of IPv6. */
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/;

/**
 * `127.0.0.1` for `::ffff:127.0.0.1`; an IPv6 address in its shortest form (RFC 5952) and without a
 * zone, which is a name that this machine alone gives to one of its networks (`fe80::1%eth0`). What is
 * no IPv6 address is returned as it is.
 *
 * @exercise 06.1 Drop the zone, bring an IPv6 address into its one form, and unwrap a mapped IPv4 address.
 */
export function normalizeAddress(address: string): string {
  const [bare = ""] = address.split("%");
  if (!isIPv6(bare)) return address;
  const shortest = new SocketAddress({ address: bare, family: "ipv6" }).address;
  return MAPPED.exec(shortest)?.[1] ?? shortest;
}
