/**
 * A program that adds a listener to the server for each connection.
 *
 * @file server.ts
 * @caughtBy a connection leaves no listener behind
 * @says leaves listeners behind
 */

await runProgram(async () => {
  const settings = { ...serverSettings, accessWord: requiredWordSetting };
  const options = await readOptions("server", settings, personAtTerminal());
  printStatus("starting");

  const stop = new AbortController();
  const context = { accessWord: options.accessWord, idleMs: IDLE_MS, stopping: stop.signal };
  const server = createServer({ allowHalfOpen: true });
  const connections = trackConnections(server, (socket) =>
    handleConnection(server.on("close", () => socket.end()) && socket, context),
  );

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
