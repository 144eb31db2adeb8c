/**
 * A program that waits for an end of stream that a reset never brings.
 *
 * @file connection-thread.ts
 * @caughtBy a reset ends one connection only
 * @says brings no "end"
 */

async function answerChunks(socket: Socket, conversation: Conversation): Promise<void> {
  socket.on("data", (chunk: Buffer) =>
    orDestroy(socket, () => {
      const answers = conversation.answer(chunk);
      if (answers !== "" && !socket.write(answers)) socket.pause();
    }),
  );
  socket.on("drain", () => socket.resume());
  socket.on("end", () => orDestroy(socket, () => socket.end(conversation.end())));
  socket.on("error", () => {});
  if (!socket.readableEnded) await new Promise((resolve) => socket.on("end", resolve));
  await finished(socket);
}
