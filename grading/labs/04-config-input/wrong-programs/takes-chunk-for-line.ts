/**
 * A program that takes a chunk for a line.
 *
 * @file handle-connection.ts
 * @caughtBy the server says where it listens, and sends lines back
 * @says the lines, as they were sent in pieces
 */

export async function handleConnection(socket: Socket, context: ServerContext): Promise<void> {
  const peer = peerAddress(socket);
  printStatus(`connected ${peer}`);
  // For the time in which nobody reads: an "error" event that nobody hears ends the process.
  socket.on("error", () => {});
  try {
    const chunks = chunksOf(socket);
    let isOver = false;
    const lines = notingEnd(
      (async function* () {
        for await (const chunk of withReadLimits(chunks, context))
          yield Buffer.from(chunk).toString().trimEnd();
      })(),
      () => {
        isOver = true;
      },
    );
    if (await isAdmitted(socket, lines, context)) await echoLines(socket, lines);
    else if (!isOver) printStatus(`refused ${peer}`);
    else if (socket.readableEnded) printStatus(`left at the question ${peer}`);
    socket.end();
    await linger(socket, chunks);
    printStatus(`disconnected ${peer}`);
  } catch (error) {
    printStatus(`disconnected ${peer}: ${explainBrokenConnection(error)}`);
  } finally {
    socket.destroy();
  }
}
