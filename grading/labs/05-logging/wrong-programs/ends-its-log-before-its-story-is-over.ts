/**
 * A program that ends its log before its story is over.
 *
 * @file shared/lifecycle/run-server.ts
 * @caughtBy after SIGTERM the log is complete
 * @says The last lines are missing
 */

async function runWithLog<Own extends Settings>(
  program: ServerProgram<Own>,
  options: Options<Own>,
): Promise<void> {
  const log = await openServerLog(options);
  try {
    log.info("starting");
    await runUntilStopped(program, options, log);
  } finally {
    await log.close();
    log.info("stopped");
  }
}
