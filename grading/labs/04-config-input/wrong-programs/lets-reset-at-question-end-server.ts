/**
 * A program that lets a reset at the question end the server.
 *
 * @file handle-connection.ts
 * @caughtBy a reset at the question ends one connection
 * @says Where nobody catches it, it ends the whole server
 */

export async function handleConnection(socket: Socket, context: ServerContext): Promise<void> {
  const peer = peerAddress(socket);
  printStatus(`connected ${peer}`);
  // For the time in which nobody reads: an "error" event that nobody hears ends the process.
  socket.on("error", (error) => {
    throw error;
  });
  try {
    const chunks = chunksOf(socket);
    let isOver = false;
    const lines = notingEnd(linesOf(withReadLimits(chunks, context)), () => {
      isOver = true;
    });
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
