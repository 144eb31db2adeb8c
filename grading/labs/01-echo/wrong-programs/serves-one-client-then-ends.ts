/**
 * A program that serves one client, then ends.
 *
 * @file server.ts
 * @caughtBy the server says who comes and who leaves
 * @says when one client has left, it serves the next
 */

await runProgram(async () => {
  const flags = readFlags("server", serverFlags);
  printStatus("starting");

  // allowHalfOpen: this server ends its side itself, after the last byte; else Node does so as soon as
  // the client has ended its own. noDelay: a short echo leaves at once (Nagle, RFC 9293 section 3.7.4).
  const server = createServer({ allowHalfOpen: true, noDelay: true });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    server.close();
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
