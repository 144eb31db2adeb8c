/**
 * A program that serves nobody else while a client is asked.
 *
 * @file server.ts
 * @caughtBy a client at the question holds up nobody
 * @says it must serve the others
 */

await runProgram(async () => {
  const settings = { ...serverSettings, accessWord: requiredWordSetting };
  const options = await readOptions("server", settings, personAtTerminal());
  printStatus("starting");

  const stop = new AbortController();
  const context = { accessWord: options.accessWord, idleMs: IDLE_MS, stopping: stop.signal };
  const server = createServer({ allowHalfOpen: true });
  let turn = Promise.resolve();
  const connections = trackConnections(
    server,
    (socket) => (turn = turn.then(() => handleConnection(socket, context))),
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
