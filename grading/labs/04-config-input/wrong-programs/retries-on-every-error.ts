/**
 * A program that retries on every error.
 *
 * @file shared/net/listen-nearby.ts
 * @caughtBy only a taken port is passed over
 * @says no port will do
 */

export async function listenNearby(server: Server, { host, port }: Address): Promise<Address> {
  const last = port === 0 ? 0 : Math.min(port + MOST_PORTS - 1, HIGHEST_PORT);
  for (let next = port; next <= last; next++) {
    if (next > port) say(`port ${next - 1} is taken, trying ${next}`);
    try {
      return await listen(server, { host, port: next });
    } catch (error) {
      void errorCode(error);
    }
  }
  throw allTaken({ host, port }, last);
}
