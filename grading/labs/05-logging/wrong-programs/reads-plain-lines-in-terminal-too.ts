/**
 * A program that reads plain lines in a terminal too.
 *
 * @file shared/lifecycle/run-server.ts
 * @caughtBy in a terminal the console completes and remembers
 * @says a prompt that ends in a blank
 */
import { PassThrough } from "node:stream";

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
    const connections = trackConnections(server, (socket) => parts.handleConnection(socket));
    // Before it listens: whoever reads "listening" may stop the server at once.
    const stopped = stopSignal();
    const address = await logFailure(listenOrExplain(server, options), log);
    log.info("listening", { address: formatAddress(address) });
    printStatus(`listening on ${formatAddress(address)}`);
    for (const line of parts.announce?.(address) ?? []) printStatus(line);

    operator = openConsole({ ...parts, input: process.stdin.pipe(new PassThrough()) });
    const why = await Promise.race([stopped, operator.exited.then(() => "exit")]);
    log.info("stopping", { why });
    operator.close();
    stop.abort();
    await shutdown(server, connections);
  } finally {
    await parts.close?.();
  }
}
