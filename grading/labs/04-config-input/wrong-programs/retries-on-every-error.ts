/**
 * A program that retries on every error.
 *
 * @file listen-nearby.ts
 * @caughtBy only a taken port is passed over
 * @says no port will do
 */

export async function listenNearby(server: Server, { host, port }: Address): Promise<Address> {
  const last = port === 0 ? 0 : Math.min(port + MAX_PORTS_TRIED - 1, MAX_PORT);
  for (let next = port; next <= last; next++) {
    if (next > port) printStatus(`port ${next - 1} is taken, trying ${next}`);
    try {
      return await listen(server, { host, port: next });
    } catch (error) {
      void errorCode(error);
    }
  }
  throw allTaken({ host, port }, last);
}
