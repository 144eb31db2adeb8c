/**
 * A program that waits for input although the server has left.
 *
 * @file shared/console/run-client.ts
 * @caughtBy the client ends when the server has ended
 * @says keeps a process alive
 */

export async function runClient(
  socket: Socket,
  input: Readable,
  output: Writable,
  answers: AsyncIterable<Uint8Array> = socket,
): Promise<void> {
  const printing = printAnswer(answers, output);
  const sending = sendInput(input, socket);
  try {
    await Promise.race([printing, sending.then(() => printing)]);
  } finally {
    socket.destroy();
  }
}
