/**
 * A program that reads from the server only when its input has ended.
 *
 * @file shared/console/run-client.ts
 * @caughtBy the client prints what it gets, byte for byte
 * @says printed nothing while its input was still open
 */

export async function runClient(
  socket: Socket,
  input: Readable,
  output: Writable,
  answers: AsyncIterable<Uint8Array> = socket,
): Promise<void> {
  const sending = sendInput(input, socket);
  try {
    await sending;
    await printAnswer(answers, output);
  } finally {
    socket.destroy();
    input.destroy();
  }
}
