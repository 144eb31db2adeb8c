/**
 * A program that says on the console what it tells the log.
 *
 * @file handle-connection.ts
 * @caughtBy the console shows only what a person must see
 * @says nobody would find a line that matters
 */

async function answerLines(
  { socket, log }: LoggedConnection,
  lines: AsyncIterable<string>,
): Promise<boolean> {
  for await (const line of lines) {
    log.info("received", fieldsOf(line));
    console.log("received", line);
    const request = parseRequest(line);
    const answer = answerTo(request);
    await send(socket, `${answer}\n`);
    log.info("sent", { bytes: Buffer.byteLength(answer) });
    if (request.type === "exit") return true;
  }
  return false;
}
