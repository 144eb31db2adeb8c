/**
 * A program that knocks first to see whether the port is taken.
 *
 * @file listen-nearby.ts
 * @caughtBy when its port is taken, the server takes the next free one
 * @says A test before it disturbs
 */
import { connect } from "node:net";

export async function listenNearby(server: Server, { host, port }: Address): Promise<Address> {
  const last = port === 0 ? 0 : Math.min(port + MAX_PORTS_TRIED - 1, MAX_PORT);
  for (let next = port; next <= last; next++) {
    if (next > port) printStatus(`port ${next - 1} is taken, trying ${next}`);
    try {
      const isTaken = await new Promise((resolve) => {
        const socket = connect({ host, port: next }, () => resolve(true));
        socket.once("error", () => resolve(false));
      });
      if (!isTaken) return await listen(server, { host, port: next });
    } catch (error) {
      if (errorCode(error) !== "EADDRINUSE") throw error;
    }
  }
  throw allTaken({ host, port }, last);
}
