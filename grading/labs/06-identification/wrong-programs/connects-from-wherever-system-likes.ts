/**
 * A program that connects from wherever the system likes.
 *
 * @file connect-from.ts
 * @caughtBy the client comes from the address that it is told
 * @says own address as `localAddress`
 */

export async function connectFrom({ host, port, from }: Way): Promise<Socket> {
  const own = {};
  const socket = connect({ host, port, allowHalfOpen: true, ...own });
  await once(socket, "connect");
  return socket;
}
