/** Opening a server's door: `listen` as a promise. */
import type { Server } from "node:net";
import { type Address, boundAddress } from "./address.ts";

/**
 * Starts listening. Returns the address at which the server accepts connections: with port 0 it
 * holds the port that the system chose.
 *
 * A server tells how it went by one of two events, "listening" or "error", and neither comes before
 * `server.listen` has returned. Whichever comes first settles the promise, and the listener of the
 * other is taken away: left behind, it would swallow a later error.
 *
 * @throws the system's error, whose `code` is for example "EADDRINUSE"
 *
 * @exercise 01.1 Start listening; return the bound address once the server accepts connections, or throw its error.
 */
export function listen(server: Server, { host, port }: Address): Promise<Address> {
  return new Promise((resolve, reject) => {
    const listening = () => {
      server.off("error", failed);
      resolve(boundAddress(server));
    };
    const failed = (error: Error) => {
      server.off("listening", listening);
      reject(error);
    };
    server.once("error", failed);
    server.listen({ host, port }, listening);
  });
}
