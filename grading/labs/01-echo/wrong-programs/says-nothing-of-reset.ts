/**
 * A program that says nothing of a client that leaves by a reset.
 *
 * @file echo.ts
 * @caughtBy each message names its own client
 * @says This client left by a reset
 */

export async function handleConnection(socket: Socket): Promise<void> {
  const peer = peerAddress(socket);
  printStatus(`connected ${peer}`);
  try {
    await echo(socket, peer);
    printStatus(`disconnected ${peer}`);
  } catch (error) {
    void explainBrokenConnection(error);
  } finally {
    socket.destroy();
  }
}
