/**
 * A program that waits for a good-bye that never comes.
 *
 * @file print-answers.ts
 * @caughtBy the client ends when the server leaves without a word
 * @says should have ended after the server's end
 */

export async function printAnswers(socket: Socket, output: Writable): Promise<string> {
  const screen = screenFor(output);
  const splitter = new LineSplitter();
  let lastLine = "";
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    await send(screen, chunk);
    lastLine = splitter.push(chunk).at(-1) ?? lastLine;
  }
  if (splitter.end().length > 0) throw new ProtocolError("the server left in the middle of a line");
  if (GOOD_BYE.test(lastLine)) return "the server said good-bye";
  await new Promise((resolve) => setInterval(resolve, 60_000));
  return socket.writableEnded ? "both sides have ended" : "the server ended the connection";
}
