/**
 * A program that does not handle SIGTERM.
 *
 * @file server.ts
 * @caughtBy SIGTERM ends the server and its threads
 * @says Your server does not handle SIGTERM
 */

await runProgram(async () => {
  const flags = readFlags("server", { ...serverFlags, threads: threadsFlag });
  printStatus("starting");
  const pool = new ThreadPool(flags.threads);

  // pauseOnConnect: a socket can move to a thread only while nothing has been read from it.
  // noDelay: a short answer leaves at once (see lab 01); the setting moves along with the socket.
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
  server.on("connection", (socket) => void handleConnection(socket, pool));

  const address = await explained(listen(server, flags), (error) => {
    return `Cannot listen on ${formatAddress(flags)}: ${systemReason(error)}; try another --port`;
  });
  printStatus(`listening on ${formatAddress(address)}`);

  await new Promise(() => {});
  server.close();
  await pool.end();
  printStatus("stopped");
});
