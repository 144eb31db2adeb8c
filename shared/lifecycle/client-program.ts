/**
 * Starts and stops a client: it connects, does the lab's part, and leaves nothing open.
 *
 *     const socket = await connectOrExplain(address);
 *     await untilStopped(socket, (stopped) => …);
 */
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { type Address, formatAddress } from "../net/address.ts";
import { connect } from "../net/connect.ts";
import { explainRefusal } from "../net/network-error.ts";
import { explainBrokenConnection, explained } from "../process/errors.ts";
import { printStatus } from "../process/print-status.ts";
import { stopSignal } from "../process/program.ts";

/**
 * Connects to a server, and prints that it has.
 *
 * @throws ProgramError when that fails
 */
export async function connectOrExplain({ host, port }: Address): Promise<Socket> {
  const server = formatAddress({ host, port });
  const socket = await explained(
    connect({ host, port }),
    (error) => `Cannot connect to ${server}: ${explainRefusal(error)}`,
  );
  printStatus(`connected to ${server}`);
  return socket;
}

/**
 * Waits until the session ends or a signal stops the client. Then it closes the connection and the
 * input: each of them would keep the process alive. Returns why it ended: "end", or the signal's name.
 *
 * @param session the lab's part; its parameter settles when the client is asked to stop
 * @param graceMs how long the session may go on after a signal, in milliseconds
 * @throws ProgramError when the connection is lost
 */
export async function untilStopped(
  connection: Duplex,
  session: (stopped: Promise<unknown>) => Promise<unknown>,
  graceMs = 0,
): Promise<string> {
  const stopped = stopSignal();
  const left = stopped.then(async (signal) => {
    // ref: false: this timer alone keeps no process alive.
    if (graceMs > 0) await pause(graceMs, undefined, { ref: false });
    return signal;
  });
  const why = await explained(
    Promise.race([session(stopped).then(() => "end"), left]),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  connection.destroy();
  process.stdin.destroy();
  return why;
}
