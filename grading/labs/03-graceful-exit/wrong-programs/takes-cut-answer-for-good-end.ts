/**
 * A program that takes a cut answer for a good end.
 *
 * @file print-answers.ts
 * @caughtBy an answer that is cut is no good end
 * @says neither may look like success
 */

export async function printAnswers(socket: Socket, output: Writable): Promise<string> {
  const screen = screenFor(output);
  const splitter = new LineSplitter();
  let lastLine = "";
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    await send(screen, chunk);
    lastLine = splitter.push(chunk).at(-1) ?? lastLine;
  }
  if (GOOD_BYE.test(lastLine)) return "the server said good-bye";
  return socket.writableEnded ? "both sides have ended" : "the server ended the connection";
}
