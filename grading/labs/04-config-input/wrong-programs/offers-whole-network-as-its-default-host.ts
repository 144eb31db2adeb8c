/**
 * A program that offers the whole network as its default host.
 *
 * @file server.ts
 * @caughtBy Enter takes the default
 * @says a question for the host
 * @saysFirst 0.0.0.0 and :: stand for every address of the machine
 */

await runProgram(async () => {
  const settings = {
    ...serverSettings,
    accessWord: requiredWordSetting,
    host: { ...serverSettings.host, fallback: "0.0.0.0" },
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
