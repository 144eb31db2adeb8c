/**
 * A program that does not end when the server has left.
 *
 * @file client.ts
 * @caughtBy the client shows what the server says
 * @says The server has left: the client has nobody to talk to
 */

await runProgram(async () => {
  statusToStandardError();
  const options = await readOptions("client", { ...clientSettings, from: fromSetting });

  const socket = await explained(connectFrom(options), (error) => explainWay(error, options));
  const own = { host: socket.localAddress ?? "unknown", port: socket.localPort ?? 0 };
  printStatus(`connected to ${formatAddress(options)} from ${formatAddress(own)}`);

  await untilStopped(socket, () =>
    runClient(socket, process.stdin, process.stdout).then(
      () => new Promise(() => setInterval(() => {}, 1_000)),
    ),
  );
  printStatus("disconnected");
});
