/**
 * A program that waits for input although the server has left.
 *
 * @file run-client.ts
 * @caughtBy the client ends when the server says good-bye
 * @says waits for input keeps a process alive
 */

export async function runClient(session: Session): Promise<string> {
  const { socket, input, output } = session;
  const printing = printAnswers(socket, output);
  const sending = sendInput(input, socket);
  try {
    return await Promise.race([printing, sending.then(() => printing), leaveWhenStopped(session)]);
  } finally {
    socket.destroy();
  }
}
