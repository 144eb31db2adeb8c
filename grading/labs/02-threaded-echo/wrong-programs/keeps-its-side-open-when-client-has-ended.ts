/**
 * A program that keeps its side open when the client has ended.
 *
 * @file connection-thread.ts
 * @caughtBy when a client ends its side, the server ends its own
 * @says it is its turn to end
 */

async function answerChunks(socket: Socket, conversation: Conversation): Promise<void> {
  socket.on("data", (chunk: Buffer) =>
    orDestroy(socket, () => {
      const answers = conversation.answer(chunk);
      if (answers !== "" && !socket.write(answers)) socket.pause();
    }),
  );
  socket.on("drain", () => socket.resume());
  socket.on("end", () => orDestroy(socket, () => socket.write(conversation.end())));
  await finished(socket);
}
