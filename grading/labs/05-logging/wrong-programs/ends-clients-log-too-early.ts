/**
 * A program that ends the client's log too early.
 *
 * @file client.ts
 * @caughtBy the client's log is complete when it ends
 * @says they still waited in memory
 */

await runProgram(async () => {
  sayOnStandardError();
  const { data } = serverSettings;
  const options = await readOptions("client", { ...clientSettings, data });
  const file = await LogFile.open(join(options.data, "client.log"));
  // Several clients may write to one file: the number of the process tells them apart.
  const log = file.with({ process: process.pid });

  /** Tells the log why it came to nothing, and returns it for the person at the keyboard. */
  const told = (reason: string) => {
    log.error("failed", { reason });
    return reason;
  };
  const socket = await explained(connect(options), (error) =>
    told(`Cannot connect to ${formatAddress(options)}: ${explainRefusal(error)}`),
  );
  log.info("connected", { address: formatAddress(options) });
  say(`connected to ${formatAddress(options)}`);

  const talking = talk({ socket, input: process.stdin, output: process.stdout, log });
  const why = await explained(Promise.race([talking.then(() => "end"), stopSignal()]), (error) =>
    told(`Connection lost: ${explainBrokenConnection(error)}`),
  );
  socket.destroy();
  process.stdin.destroy();
  await file.close();
  log.info("disconnected", { why });
  say("disconnected");
});
