/**
 * A program that ends the connection at an empty line.
 *
 * @file handle-connection.ts
 * @caughtBy after the greeting lines come back, and exit ends the connection
 * @says Every line but `exit` comes back as it was
 */

async function echoLines(socket: Socket, lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    if (line === "exit" || line === "") return "exit";
    await send(socket, `${line}\n`);
  }
  return socket.readableEnded ? "end of stream" : "not waited for any longer";
}
