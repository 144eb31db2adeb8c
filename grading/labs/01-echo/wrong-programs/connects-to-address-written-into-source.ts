/**
 * A program that connects to an address written into the source.
 *
 * @file shared/net/connect.ts
 * @caughtBy the client connects where it is told
 * @says written into the source
 */

export function connect({ host, port }: Address): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = openSocket({ host, port: port === 0 ? 0 : 9090, allowHalfOpen: true });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}
