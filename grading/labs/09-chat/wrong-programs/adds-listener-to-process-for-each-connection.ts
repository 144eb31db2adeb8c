/**
 * A program that adds a listener to the process for each connection.
 *
 * @file c-room/handle-connection.ts
 * @caughtBy a connection leaves no listener behind
 * @says leaves listeners behind
 */

async function connect(socket: Socket, context: ServerContext): Promise<ClientConnection> {
  process.on("exit", () => socket.end());
  const cut = () => socket.destroy();
  context.stopping.addEventListener("abort", cut);
  try {
    return new ClientConnection(await acceptChannel(socket, context));
  } finally {
    context.stopping.removeEventListener("abort", cut);
  }
}
