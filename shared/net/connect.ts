/** Knocking at a server's door: `connect` as a promise. */
import { connect as openSocket, type Socket } from "node:net";
import type { Address } from "./address.ts";

/**
 * Connects to a server. The socket is half-open (RFC 9293 section 3.6): when the server has ended
 * its side, this side can still send, and the other way round.
 *
 * @throws the system's error, whose `code` is for example "ECONNREFUSED"
 *
 * @exercise 01.2 Return the socket once it is connected, or throw the error that kept it from connecting; leave no listener behind.
 */
export function connect({ host, port }: Address): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = openSocket({ host, port, allowHalfOpen: true });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}
