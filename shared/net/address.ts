/**
 * Addresses as people read them: `HOST:PORT`, with brackets around an IPv6 host (RFC 3986 section
 * 3.2.2), because its own colons would hide where the port begins.
 */
import type { Server, Socket } from "node:net";

/** Where a server listens or a client connects to. */
export interface Address {
  host: string;
  /** 0 to 65535; 0 asks the system for a free port when listening. */
  port: number;
}

/** `127.0.0.1:9090`, `localhost:9090` or `[::1]:9090`. */
export function formatAddress({ host, port }: Address): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * The other end of a connection, as text. Ask at once when a socket is accepted: after the socket
 * is destroyed, Node no longer knows it.
 */
export function peerAddress(socket: Socket): string {
  return formatAddress({ host: socket.remoteAddress ?? "unknown", port: socket.remotePort ?? 0 });
}

/** Where a listening server is reached, with the port that the system chose if 0 was asked for. */
export function boundAddress(server: Server): Address {
  const bound = server.address();
  if (bound === null || typeof bound === "string") {
    throw new Error("boundAddress: the server does not listen on a TCP port");
  }
  return { host: bound.address, port: bound.port };
}
