/**
 * A program that loses what comes together with the greeting.
 *
 * @file client.ts
 * @caughtBy the client prints all that comes from the greeting on
 * @says what came together with the greeting was lost
 */

async function runSession(socket: Socket, nextWord: NextWord): Promise<void> {
  const lines = linesOf(socket);
  await enter(socket, lines, nextWord);
  const input = Readable.from(withoutMark(process.stdin));
  process.stdout.write("welcome\n");
  await runClient(socket, input, process.stdout);
}
