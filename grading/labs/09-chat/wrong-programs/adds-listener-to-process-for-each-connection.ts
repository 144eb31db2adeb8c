/**
 * A program that adds a listener to the process for each connection.
 *
 * @file c-room/handle-connection.ts
 * @caughtBy a connection leaves no listener behind
 * @says leaves listeners behind
 */

async function connect(socket: Socket, options: AcceptOptions): Promise<ClientConnection> {
  process.on("exit", () => socket.end());
  return new ClientConnection(await acceptChannel(socket, options));
}
