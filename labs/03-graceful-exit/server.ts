/**
 * A server that knows how to part: from a client that says `exit`, that just leaves, that is gone or
 * silent; and from all of them when it is stopped.
 *
 *     node labs/03-graceful-exit/server.ts --port 9090 --idle-ms 60000
 */
import { createServer } from "node:net";
import { formatAddress } from "../../shared/net/address.ts";
import { shutdown, trackConnections } from "../../shared/net/graceful-shutdown.ts";
import { listen } from "../../shared/net/listen.ts";
import { explained, systemReason } from "../../shared/process/errors.ts";
import { readFlags, serverFlags } from "../../shared/process/flags.ts";
import { printStatus } from "../../shared/process/print-status.ts";
import { runProgram, stopSignal } from "../../shared/process/program.ts";
import { handleConnection } from "./handle-connection.ts";
import { limitFlags } from "./limits.ts";

await runProgram(async () => {
  const flags = readFlags("server", { ...serverFlags, ...limitFlags });
  printStatus("starting");

  const stop = new AbortController();
  const limits = { ...flags, stopping: stop.signal };
  // allowHalfOpen: a client that has ended its side still gets its answers and its good-bye.
  const server = createServer({ allowHalfOpen: true });
  const connections = trackConnections(server, (socket) => handleConnection(socket, limits));

  const address = await explained(listen(server, flags), (error) => {
    return `Cannot listen on ${formatAddress(flags)}: ${systemReason(error)}; try another --port`;
  });
  printStatus(`listening on ${formatAddress(address)}`);

  await stopSignal();
  stop.abort();
  printStatus("stopping");
  await shutdown(server, connections, flags.graceMs);
  printStatus("stopped");
});
