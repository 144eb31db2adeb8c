/** Requests that reach a server in one moment, so that what one of them waits for is not over when the next begins. */

import type { RunningServer } from "../core/check-context.ts";
import type { Peer } from "../core/peer.ts";

/** Sends each client's request while the server is stopped: it finds them all when it goes on. */
export function sendAtOnce(
  { program }: RunningServer,
  clients: readonly Peer[],
  requests: readonly string[],
): void {
  program.signal("SIGSTOP");
  for (const [at, client] of clients.entries()) client.send(requests[at] ?? "");
  program.signal("SIGCONT");
}
