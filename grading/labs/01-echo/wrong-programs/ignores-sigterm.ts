/**
 * A program that ignores SIGTERM.
 *
 * @file server.ts
 * @caughtBy SIGTERM ends the server with status 0
 * @says still ran after
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
    socket.once("close", () => sockets.delete(socket));
    void handleConnection(socket);
  });

  const address = await explained(listen(server, flags), (error) => {
    return `Cannot listen on ${formatAddress(flags)}: ${systemReason(error)}; try another --port`;
  });
  printStatus(`listening on ${formatAddress(address)}`);

  process.on("SIGTERM", () => {});
  await new Promise(() => {});
  server.close();
  for (const socket of sockets) socket.destroy();
  await once(server, "close");
  printStatus("stopped");
});
