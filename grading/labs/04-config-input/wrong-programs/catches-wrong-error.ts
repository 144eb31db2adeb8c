/**
 * A program that catches the wrong error.
 *
 * @file listen-nearby.ts
 * @caughtBy when its port is taken, the server takes the next free one
 * @says the code EADDRINUSE, and no other
 */

export async function listenNearby(server: Server, { host, port }: Address): Promise<Address> {
  const last = port === 0 ? 0 : Math.min(port + MAX_PORTS_TRIED - 1, MAX_PORT);
  for (let next = port; next <= last; next++) {
    if (next > port) printStatus(`port ${next - 1} is taken, trying ${next}`);
    try {
      return await listen(server, { host, port: next });
    } catch (error) {
      if (errorCode(error) !== "EADDRNOTAVAIL") throw error;
    }
  }
  throw allTaken({ host, port }, last);
}
