/**
 * A program that takes one read for the whole word.
 *
 * @file serve.ts
 * @caughtBy the access word may come in pieces
 * @says pieces
 */

export async function serve(socket: Socket, house: House): Promise<void> {
  const peer = peerAddress(socket);
  say(`connected ${peer}`);
  // For the time in which nobody reads: an "error" event that nobody hears ends the process.
  socket.on("error", () => {});
  try {
    const chunks = chunksOf(socket);
    const isOver = false;
    const lines = linesOf(patiently(chunks, house));
    const reads = (async function* () {
      for await (const chunk of patiently(chunks, house)) yield String(chunk).replace(/\r?\n$/, "");
    })();
    if (await isAdmitted(socket, reads, house)) await echoLines(socket, lines);
    else if (!isOver) say(`refused ${peer}`);
    else if (socket.readableEnded) say(`left at the question ${peer}`);
    socket.end();
    await linger(socket, chunks, LINGER_MS);
    say(`disconnected ${peer}`);
  } catch (error) {
    say(`disconnected ${peer}: ${explainBrokenConnection(error)}`);
  } finally {
    socket.destroy();
  }
}
