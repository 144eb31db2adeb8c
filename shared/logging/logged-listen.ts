/** Opening a server's door, told in its log: when nothing listens in the morning, the log says why. */
import type { Server } from "node:net";
import { type Address, formatAddress } from "../net/address.ts";
import { listen } from "../net/listen.ts";
import { explainRefusal } from "../net/network-error.ts";
import { explained } from "../process/errors.ts";
import type { Log } from "./log.ts";
import { startLogged } from "./logged-start.ts";

/**
 * Starts listening, and logs `listening` or `failed`. Returns the address at which the server accepts
 * connections.
 *
 * @throws ProgramError when the system refuses it
 */
export async function listenLogged(server: Server, wanted: Address, log: Log): Promise<Address> {
  const listening = explained(
    listen(server, wanted),
    (error) => `Cannot listen on ${formatAddress(wanted)}: ${explainRefusal(error)}`,
  );
  const address = await startLogged(listening, log);
  log.info("listening", { address: formatAddress(address) });
  return address;
}
