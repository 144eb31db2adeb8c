/**
 * A program that listens on a host written into the source.
 *
 * @file server.ts
 * @caughtBy a port counts at its own address
 * @says should listen on 127.0.0.12
 */

await runProgram(async () => {
  const settings = { ...serverSettings, accessWord: requiredWordSetting };
  const options = await readOptions("server", settings, personAtTerminal());
  printStatus("starting");

  const stop = new AbortController();
  const context = { accessWord: options.accessWord, idleMs: IDLE_MS, stopping: stop.signal };
  const server = createServer({ allowHalfOpen: true });
  const connections = trackConnections(server, (socket) => handleConnection(socket, context));

  const address = await explained(
    listenNearby(server, { ...options, host: "127.0.0.1" }),
    (error) => `Cannot listen on ${formatAddress(options)}: ${explainRefusal(error)}`,
  );
  printStatus(`listening on ${formatAddress(address)}`);

  await stopSignal();
  stop.abort();
  await shutdown(server, connections);
  printStatus("stopped");
});
