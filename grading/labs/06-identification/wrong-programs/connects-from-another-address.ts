/**
 * A program that goes from another address when it cannot have its own.
 *
 * @file connect-from.ts
 * @caughtBy an address that is not this machine's is told
 * @says Whoever asks for one address, and gets another
 */

export async function connectFrom({ host, port, from }: Way): Promise<Socket> {
  const own = from === "" ? {} : { localAddress: from };
  const socket = connect({ host, port, allowHalfOpen: true, ...own });
  try {
    await once(socket, "connect");
    return socket;
  } catch {
    return await connectFrom({ host, port, from: "" });
  }
}
