/**
 * A program that keeps the client's address in a variable of its module.
 *
 * @file echo.ts
 * @caughtBy each message names its own client
 * @says in a variable of the module, which all connections share
 */

let peer = "";

export async function handleConnection(socket: Socket): Promise<void> {
  peer = peerAddress(socket);
  printStatus(`connected ${peer}`);
  try {
    await echo(socket, peer);
    printStatus(`disconnected ${peer}`);
  } catch (error) {
    printStatus(`disconnected ${peer}: ${explainBrokenConnection(error)}`);
  } finally {
    socket.destroy();
  }
}
