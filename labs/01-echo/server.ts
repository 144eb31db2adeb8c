/**
 * The echo server: every client gets back what it sends, byte for byte.
 *
 *     node labs/01-echo/server.ts --port 9090
 */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { formatAddress } from "../../shared/net/address.ts";
import { listen } from "../../shared/net/listen.ts";
import { explained, systemReason } from "../../shared/process/errors.ts";
import { readFlags, serverFlags } from "../../shared/process/flags.ts";
import { printStatus } from "../../shared/process/print-status.ts";
import { runProgram, stopSignal } from "../../shared/process/program.ts";
import { handleConnection } from "./echo.ts";

await runProgram(async () => {
  const flags = readFlags("server", serverFlags);
  printStatus("starting");

  // allowHalfOpen: this server ends its side itself, after the last byte; else Node does so as soon as
  // the client has ended its own. noDelay: a short echo leaves at once (Nagle, RFC 9293 section 3.7.4).
  const server = createServer({ allowHalfOpen: true, noDelay: true });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    void handleConnection(socket);
  });

  const address = await explained(listen(server, flags), (error) => {
    return `Cannot listen on ${formatAddress(flags)}: ${systemReason(error)}; try another --port`;
  });
  printStatus(`listening on ${formatAddress(address)}`);

  await stopSignal();
  server.close();
  for (const socket of sockets) socket.destroy();
  await once(server, "close");
  printStatus("stopped");
});
