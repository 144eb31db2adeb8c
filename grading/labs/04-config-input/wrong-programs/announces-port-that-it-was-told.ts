/**
 * A program that announces the port that it was told.
 *
 * @file listen-nearby.ts
 * @caughtBy when its port is taken, the server takes the next free one
 * @says should listen there; it says
 */

export async function listenNearby(server: Server, { host, port }: Address): Promise<Address> {
  const last = port === 0 ? 0 : Math.min(port + MAX_PORTS_TRIED - 1, MAX_PORT);
  for (let next = port; next <= last; next++) {
    if (next > port) printStatus(`port ${next - 1} is taken, trying ${next}`);
    try {
      const address = await listen(server, { host, port: next });
      return port === 0 ? address : { host, port };
    } catch (error) {
      if (errorCode(error) !== "EADDRINUSE") throw error;
    }
  }
  throw allTaken({ host, port }, last);
}
