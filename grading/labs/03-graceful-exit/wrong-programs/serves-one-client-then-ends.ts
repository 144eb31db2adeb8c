/**
 * A program that serves one client, then ends.
 *
 * @file server.ts
 * @caughtBy the server says who comes, and how much it received
 * @says goes on listening
 */

await runProgram(async () => {
  const flags = readFlags("server", { ...serverFlags, ...limitFlags });
  printStatus("starting");

  const stop = new AbortController();
  const limits = { ...flags, stopping: stop.signal };
  // allowHalfOpen: a client that has ended its side still gets its answers and its good-bye.
  const server = createServer({ allowHalfOpen: true });
  const connections = trackConnections(server, (socket) =>
    handleConnection(socket, limits).finally(() => server.close()),
  );

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
