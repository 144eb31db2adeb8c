/**
 * A program that ignores the second signal.
 *
 * @file server.ts
 * @caughtBy a second signal ends the server at once
 * @says must be stoppable too
 */

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

  await new Promise((resolve) => {
    process.on("SIGINT", resolve);
    process.on("SIGTERM", resolve);
  });
  stop.abort();
  printStatus("stopping");
  await shutdown(server, connections, flags.graceMs);
  printStatus("stopped");
});
