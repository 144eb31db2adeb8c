/** Addresses as people read them. */
import type { Socket } from "node:net";

/** Where a server listens, on port 0 for any free one, or where a client connects to. */
export interface Address {
  host: string;
  port: number;
}

/** `127.0.0.1:9090`, or `[::1]:9090`: its own colons would hide the port (RFC 3986 section 3.2.2). */
export function formatAddress({ host, port }: Address): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The other end of a connection. Ask at once: once the socket is destroyed, Node no longer knows it. */
export function peerAddress(socket: Socket): string {
  return formatAddress({ host: socket.remoteAddress ?? "unknown", port: socket.remotePort ?? 0 });
}
