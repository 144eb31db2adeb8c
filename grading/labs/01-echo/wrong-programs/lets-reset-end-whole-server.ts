/**
 * A program that lets a reset end the whole server.
 *
 * @file echo.ts
 * @caughtBy a reset ends one connection only
 * @says crashed: …ECONNRESET…ends the whole program
 */

export async function serve(socket: Socket): Promise<void> {
  const peer = peerAddress(socket);
  say(`connected ${peer}`);
  try {
    echo(socket, peer);
    say(`disconnected ${peer}`);
  } catch (error) {
    say(`disconnected ${peer}: ${explainBrokenConnection(error)}`);
  } finally {
  }
}
