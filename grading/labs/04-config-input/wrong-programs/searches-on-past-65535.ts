/**
 * A program that searches on past 65535.
 *
 * @file listen-nearby.ts
 * @caughtBy there is no port after 65535
 * @says should not try port 65536
 */

export async function listenNearby(server: Server, { host, port }: Address): Promise<Address> {
  const last = port === 0 ? 0 : port + MAX_PORTS_TRIED - 1;
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
