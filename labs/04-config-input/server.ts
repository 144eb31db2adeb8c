/**
 * A server that asks how it shall run, checks every answer, and finds itself a port.
 *
 *     node labs/04-config-input/server.ts
 *     LAB_ACCESS_WORD='open sesame' node labs/04-config-input/server.ts --port 9090
 */
import { createServer } from "node:net";
import { personAtTerminal } from "../../shared/config/ask.ts";
import { readOptions, serverSettings } from "../../shared/config/program-options.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { shutdown, trackConnections } from "../../shared/net/graceful-shutdown.ts";
import { explainRefusal } from "../../shared/net/network-error.ts";
import { IDLE_MS } from "../../shared/net/read-with-timeout.ts";
import { explained } from "../../shared/process/errors.ts";
import { printStatus } from "../../shared/process/print-status.ts";
import { runProgram, stopSignal } from "../../shared/process/program.ts";
import { requiredWordSetting } from "./access-word.ts";
import { handleConnection } from "./handle-connection.ts";
import { listenNearby } from "./listen-nearby.ts";

await runProgram(async () => {
  const settings = { ...serverSettings, accessWord: requiredWordSetting };
  const options = await readOptions("server", settings, personAtTerminal());
  printStatus("starting");

  const stop = new AbortController();
  const context = { accessWord: options.accessWord, idleMs: IDLE_MS, stopping: stop.signal };
  const server = createServer({ allowHalfOpen: true });
  const connections = trackConnections(server, (socket) => handleConnection(socket, context));

  const address = await explained(
    listenNearby(server, options),
    (error) => `Cannot listen on ${formatAddress(options)}: ${explainRefusal(error)}`,
  );
  printStatus(`listening on ${formatAddress(address)}`);

  await stopSignal();
  stop.abort();
  await shutdown(server, connections);
  printStatus("stopped");
});
