/**
 * A program that takes a mapped address for IPv4 by cutting at the last colon.
 *
 * @file shared/net/normalize-address.ts
 * @caughtBy an IPv6 client has an address too
 * @says ::1 is a whole address
 */

export function normalizeAddress(address: string): string {
  const [bare = ""] = address.split("%");
  if (!isIPv6(bare)) return address;
  const shortest = new SocketAddress({ address: bare, family: "ipv6" }).address;
  return shortest.slice(shortest.lastIndexOf(":") + 1) || (MAPPED.exec(shortest)?.[1] ?? "");
}
