/** Something around a connection, put there before anything is read or written: TLS. */
import type { Socket } from "node:net";
import { endsWithin } from "../../tap/network/ends-within.ts";
import { CheckFailed } from "./failure.ts";
import { deadlineMs } from "./pace.ts";

export type Wrap = (socket: Socket) => Promise<Socket>;

/**
 * Waits until the connection is wrapped.
 *
 * @param other whom it leads to: "server" or "client"
 * @throws CheckFailed when the other side does not do its part before the deadline
 */
export async function wrapInTime(wrap: Wrap, socket: Socket, other: string): Promise<Socket> {
  const within = deadlineMs();
  const wrapping = wrap(socket);
  if (await endsWithin(wrapping, within)) return await wrapping;
  socket.destroy();
  throw new CheckFailed(
    `The ${other} should take part in the TLS handshake; it had not finished after ${within / 1000} s.`,
    undefined,
    { timedOut: true },
  );
}
