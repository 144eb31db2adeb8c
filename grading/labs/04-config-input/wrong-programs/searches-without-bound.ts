/**
 * A program that searches without a bound.
 *
 * @file listen-nearby.ts
 * @caughtBy the server gives up after 20 ports
 * @says wanders off
 */

export async function listenNearby(server: Server, { host, port }: Address): Promise<Address> {
  const last = port === 0 ? 0 : MAX_PORT;
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
