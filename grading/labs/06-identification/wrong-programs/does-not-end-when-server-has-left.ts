/**
 * A program that does not end when the server has left.
 *
 * @file client.ts
 * @caughtBy the client shows what the server says
 * @says The server has left: the client has nobody to talk to
 */

await runProgram(async () => {
  sayOnStandardError();
  const options = await readOptions("client", { ...clientSettings, from: fromSetting });

  const socket = await explained(connectFrom(options), (error) => explainWay(error, options));
  const own = { host: socket.localAddress ?? "unknown", port: socket.localPort ?? 0 };
  say(`connected to ${formatAddress(options)} from ${formatAddress(own)}`);

  await runClient(socket, () =>
    talk(socket, process.stdin, process.stdout).then(
      () => new Promise(() => setInterval(() => {}, 1_000)),
    ),
  );
  say("disconnected");
});
