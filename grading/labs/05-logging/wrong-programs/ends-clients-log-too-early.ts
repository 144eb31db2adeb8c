/**
 * A program that ends the client's log too early.
 *
 * @file client.ts
 * @caughtBy the client's log is complete when it ends
 * @says they still waited in memory
 */

await runProgram(async () => {
  statusToStandardError();
  const { data } = serverSettings;
  const options = await readOptions("client", { ...clientSettings, data });
  const file = await LogFile.open(join(options.data, "client.log"));
  // Several clients may write to one file: the number of the process tells them apart.
  const log = file.with({ process: process.pid });

  const socket = await logFailure(connectOrExplain(options), log);
  log.info("connected", { address: formatAddress(options) });
  const talking = () => runClient({ socket, input: process.stdin, output: process.stdout, log });
  const why = await logFailure(untilStopped(socket, talking), log);
  await file.close();
  log.info("disconnected", { why });
  printStatus("disconnected");
});
