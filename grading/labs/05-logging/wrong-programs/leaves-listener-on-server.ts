/**
 * A program that tells the server of each connection what to do at its end.
 *
 * @file shared/lifecycle/run-server.ts
 * @caughtBy a connection leaves no listener behind
 * @says leaves listeners behind
 */

async function runUntilStopped<Own extends Settings>(
  program: ServerProgram<Own>,
  options: Options<Own>,
  log: LogFile,
): Promise<void> {
  const stop = new AbortController();
  let operator: OperatorConsole | undefined;
  const print = (line: string) =>
    operator === undefined ? printStatus(line) : operator.print(line);
  const starting = async () => await program.start({ options, log, stopping: stop.signal, print });
  const parts = await logFailure(starting(), log);
  try {
    // allowHalfOpen: a client that has closed its side still gets everything that was on its way.
    const server = createServer({ allowHalfOpen: true });
    const connections = trackConnections(server, (socket) =>
      parts.handleConnection(server.on("close", () => socket.end()) && socket),
    );
    // Before it listens: whoever reads "listening" may stop the server at once.
    const stopped = stopSignal();
    const address = await logFailure(listenOrExplain(server, options), log);
    log.info("listening", { address: formatAddress(address) });
    printStatus(`listening on ${formatAddress(address)}`);
    for (const line of parts.announce?.(address) ?? []) printStatus(line);

    operator = openConsole(parts);
    const why = await Promise.race([stopped, operator.exited.then(() => "exit")]);
    log.info("stopping", { why });
    operator.close();
    stop.abort();
    await shutdown(server, connections);
  } finally {
    await parts.close?.();
  }
}
