/**
 * A program that reads its access word from a flag only.
 *
 * @file server.ts
 * @caughtBy the variable LAB_ACCESS_WORD counts
 * @says started with LAB_ACCESS_WORD in its environment
 */

await runProgram(async () => {
  const settings = { ...serverSettings, accessWord: requiredWordSetting };
  delete process.env.LAB_ACCESS_WORD;
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
