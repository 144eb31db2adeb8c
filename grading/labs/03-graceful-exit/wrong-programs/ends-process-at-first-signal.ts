/**
 * A program that ends the process at the first signal.
 *
 * @file server.ts
 * @caughtBy a stop finishes the answers under way
 * @says The stop cut off an answer
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

  await stopSignal();
  process.exit(0);
  printStatus("stopping");
  await shutdown(server, connections, flags.graceMs);
  printStatus("stopped");
});
