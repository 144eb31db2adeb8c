/**
 * A program that tests the port on all addresses before it listens on one.
 *
 * @file listen-nearby.ts
 * @caughtBy a port counts at its own address
 * @says which is another address
 */
import { createServer } from "node:net";

export async function listenNearby(server: Server, { host, port }: Address): Promise<Address> {
  const last = port === 0 ? 0 : Math.min(port + MAX_PORTS_TRIED - 1, MAX_PORT);
  for (let next = port; next <= last; next++) {
    if (next > port) printStatus(`port ${next - 1} is taken, trying ${next}`);
    try {
      const probe = createServer();
      await listen(probe, { host: "0.0.0.0", port: next });
      await new Promise((resolve) => probe.close(resolve));
      return await listen(server, { host, port: next });
    } catch (error) {
      if (errorCode(error) !== "EADDRINUSE") throw error;
    }
  }
  throw allTaken({ host, port }, last);
}
