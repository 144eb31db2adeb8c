/** Under which addresses this machine is known in its networks: what one tells a friend. */
import { networkInterfaces } from "node:os";

/** The IPv4 addresses, without those that only the machine itself knows. */
export function localAddresses(interfaces = networkInterfaces()): string[] {
  const addresses = Object.values(interfaces).flatMap((network) => network ?? []);
  return addresses
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address);
}
