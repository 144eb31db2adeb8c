/** Opening a server's door: `listen` as a promise. */
import type { AddressInfo, Server } from "node:net";
import type { Address } from "./address.ts";

/**
 * Starts listening. Returns the bound address, with the port that the system chose if 0 was asked for;
 * throws the system's error, whose `code` is for example "EADDRINUSE".
 *
 * One of two events tells how it went, "listening" or "error". Whichever comes first settles the promise,
 * and the listener of the other is taken away: left behind, it would swallow a later error.
 *
 * @exercise 01.1 Start listening; return the bound address once the server accepts connections, or throw its error.
 */
export function listen(server: Server, wanted: Address): Promise<Address> {
  return new Promise((resolve, reject) => {
    const listening = () => {
      server.off("error", failed);
      const { address: host, port } = server.address() as AddressInfo;
      resolve({ host, port });
    };
    const failed = (error: Error) => {
      server.off("listening", listening);
      reject(error);
    };
    server.once("error", failed);
    server.listen({ host: wanted.host, port: wanted.port }, listening);
  });
}
