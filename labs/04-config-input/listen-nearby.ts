/** A server that moves to the next port when its own is taken. */
import type { Server } from "node:net";
import { MAX_PORT } from "../../shared/config/parse-port.ts";
import { type Address, formatAddress } from "../../shared/net/address.ts";
import { listen } from "../../shared/net/listen.ts";
import { errorCode, ProgramError } from "../../shared/process/errors.ts";
import { printStatus } from "../../shared/process/print-status.ts";

/** How many ports are tried, the first included: a server that wanders far is not found any more. */
const MAX_PORTS_TRIED = 20;

/**
 * Listens on the port, or, if it is taken, on the next one that is free. Returns the address at which
 * the server accepts connections. Port 0 already means "any free one".
 *
 * Listening is itself the test. A port that was found free before is only known to have been free:
 * another program may take it between the test and the listening.
 *
 * @throws the system's error when there is another reason than a taken port
 * @throws ProgramError when all the ports are taken
 *
 * @exercise 04.4 Try to listen on one port after the other, as long as they are taken and there are any left to try; let every other error out.
 */
export async function listenNearby(server: Server, { host, port }: Address): Promise<Address> {
  const last = port === 0 ? 0 : Math.min(port + MAX_PORTS_TRIED - 1, MAX_PORT);
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

function allTaken(address: Address, last: number): ProgramError {
  const ports = address.port === last ? "the port is taken" : `all ports up to ${last} are taken`;
  return new ProgramError(
    `Cannot listen on ${formatAddress(address)}: ${ports}; choose another with --port, or 0 for any free one`,
  );
}
