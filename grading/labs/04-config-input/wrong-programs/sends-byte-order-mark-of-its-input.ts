/**
 * A program that sends the byte order mark of its input.
 *
 * @file client.ts
 * @caughtBy a byte order mark before the client's input is not sent
 * @says are a byte order mark
 */

async function runSession(socket: Socket, nextWord: NextWord): Promise<void> {
  const lines = linesOf(socket);
  await enter(socket, lines, nextWord);
  const input = Readable.from(process.stdin ?? withoutMark);
  await runClient(socket, input, process.stdout, answers(lines));
}
