/**
 * A program that refuses a client and closes at once.
 *
 * @file handle-connection.ts
 * @caughtBy a refused client that is sending gets the line and a clean end
 * @says The server closed the socket while the client's bytes lay in it unread
 */

export async function refuse(socket: Socket): Promise<void> {
  socket.resume();
  socket.end("server full\n");
  // How a refused client leaves, by its own end, by a reset or by the clock, makes no difference.
  await new Promise<void>((resolve) => socket.once("finish", resolve));
  socket.destroy();
}
