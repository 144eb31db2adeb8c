/**
 * A program that tries one port too few.
 *
 * @file listen-nearby.ts
 * @caughtBy the server gives up after 20 ports
 * @says It gives up too early: 20 ports are tried
 */

export async function listenNearby(server: Server, { host, port }: Address): Promise<Address> {
  const last = port === 0 ? 0 : Math.min(port + MAX_PORTS_TRIED - 2, MAX_PORT);
  for (let next = port; next <= last; next++) {
    if (next > port) printStatus(`port ${next - 1} is taken, trying ${next}`);
    try {
      return await listen(server, { host, port: next });
    } catch (error) {
      if (errorCode(error) !== "EADDRINUSE") throw error;
    }
  }
  throw allTaken({ host, port }, last);
}
