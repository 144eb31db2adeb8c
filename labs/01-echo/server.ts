/**
 * The echo server: every client gets back what it sends, byte for byte.
 *
 *     node labs/01-echo/server.ts --port 9090
 */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { readOptions, serverSettings } from "../../shared/config/program-options.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { listen } from "../../shared/net/listen.ts";
import { explained, explainListenError } from "../../shared/net/network-error.ts";
import { runProgram } from "../../shared/process/program.ts";
import { say } from "../../shared/process/say.ts";
import { stopSignal } from "../../shared/process/stop-signals.ts";
import { serve } from "./serve.ts";

await runProgram(async () => {
  const options = await readOptions("server", serverSettings);
  say("starting");

  // allowHalfOpen: this server ends its side itself, after the last byte. Otherwise Node does so as
  // soon as the client has ended its own, ready or not. noDelay: a short echo leaves at once, and is
  // not kept until the one before has been acknowledged (Nagle, RFC 9293 section 3.7.4).
  const server = createServer({ allowHalfOpen: true, noDelay: true });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    void serve(socket);
  });

  const address = await explained(listen(server, options), (error) =>
    explainListenError(error, options),
  );
  say(`listening on ${formatAddress(address)}`);

  await stopSignal();
  server.close();
  for (const socket of sockets) socket.destroy();
  await once(server, "close");
  say("stopped");
});
