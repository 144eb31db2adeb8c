/**
 * A program that says that it is connected before it is.
 *
 * @file shared/net/connect.ts
 * @caughtBy a refused connection is told in one line
 * @says wait for the event "connect"
 */

export function connect({ host, port }: Address): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = openSocket({ host, port, allowHalfOpen: true });
    socket.once("error", reject);
    queueMicrotask(() => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}
