/** Under which addresses this machine is known in its networks: what one tells a friend. */
import { networkInterfaces } from "node:os";

/** The IPv4 addresses at which other machines reach a server that listens on this host's address. */
export function localAddresses(host: string, interfaces = networkInterfaces()): string[] {
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const addresses = Object.values(interfaces).flatMap((network) => network ?? []);
  return addresses
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .flatMap(({ address }) => (isEverywhere || address === host ? address : []));
}
