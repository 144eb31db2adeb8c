/**
 * A program that takes one read for the whole word.
 *
 * @file handle-connection.ts
 * @caughtBy the access word may come in pieces
 * @says pieces
 */

export async function handleConnection(socket: Socket, context: ServerContext): Promise<void> {
  const peer = peerAddress(socket);
  printStatus(`connected ${peer}`);
  // For the time in which nobody reads: an "error" event that nobody hears ends the process.
  socket.on("error", () => {});
  try {
    const chunks = chunksOf(socket);
    const isOver = false;
    const lines = linesOf(withReadLimits(chunks, context));
    const reads = (async function* () {
      for await (const chunk of withReadLimits(chunks, context))
        yield String(chunk).replace(/\r?\n$/, "");
    })();
    if (await isAdmitted(socket, reads, context)) await echoLines(socket, lines);
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
