/**
 * A program that reads its address from flags only, as a server.
 *
 * @file server.ts
 * @caughtBy the server takes its address from the environment
 * @says They count for the server as well
 */

await runProgram(async () => {
  const settings = { ...serverSettings, accessWord: requiredWordSetting };
  delete process.env.LAB_HOST;
  delete process.env.LAB_PORT;
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
