/**
 * A program that lets in one client after the other.
 *
 * @file server.ts
 * @caughtBy clients that are here at once have threads of their own
 * @says one client at a time
 */

await runProgram(async () => {
  const flags = readFlags("server", { ...serverFlags, threads: threadsFlag });
  printStatus("starting");
  let turn = Promise.resolve();
  const pool = new ThreadPool(flags.threads);

  // pauseOnConnect: a socket can move to a thread only while nothing has been read from it.
  // noDelay: a short answer leaves at once (see lab 01); the setting moves along with the socket.
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
  server.on("connection", (socket) => {
    turn = turn.then(() => handleConnection(socket, pool));
  });

  const address = await explained(listen(server, flags), (error) => {
    return `Cannot listen on ${formatAddress(flags)}: ${systemReason(error)}; try another --port`;
  });
  printStatus(`listening on ${formatAddress(address)}`);

  await stopSignal();
  server.close();
  await pool.end();
  printStatus("stopped");
});
