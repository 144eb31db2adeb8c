/**
 * A program that does not hear the error of a refused connection.
 *
 * @file shared/net/connect.ts
 * @caughtBy a refused connection is told in one line
 * @says stack trace
 */

export function connect({ host, port }: Address): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = openSocket({ host, port, allowHalfOpen: true });
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}
