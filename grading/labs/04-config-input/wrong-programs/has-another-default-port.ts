/**
 * A program that has another default port than the one that is written down.
 *
 * @file server.ts
 * @caughtBy told nothing, the server takes 127.0.0.1:9090
 * @says 9090
 */

await runProgram(async () => {
  const settings = {
    ...serverSettings,
    accessWord: requiredWordSetting,
    port: { ...serverSettings.port, fallback: "8080" },
  };
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
