/** What every Node peer of the bench does at its start: take a free port and say which. */
import type { Server } from "node:net";

/** Listens on a free port of 127.0.0.1 and prints `listening on 127.0.0.1:PORT`. */
export function announce(server: Server): void {
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("Cannot listen: no port");
    console.log(`listening on 127.0.0.1:${address.port}`);
  });
}
