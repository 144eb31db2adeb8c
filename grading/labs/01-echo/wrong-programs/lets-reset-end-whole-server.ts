/**
 * A program that lets a reset end the whole server.
 *
 * @file echo.ts
 * @caughtBy a reset ends one connection only
 * @says crashed: …ECONNRESET…ends the whole program
 */

export async function handleConnection(socket: Socket): Promise<void> {
  const peer = peerAddress(socket);
  printStatus(`connected ${peer}`);
  try {
    echo(socket, peer);
    printStatus(`disconnected ${peer}`);
  } catch (error) {
    printStatus(`disconnected ${peer}: ${explainBrokenConnection(error)}`);
  } finally {
  }
}
