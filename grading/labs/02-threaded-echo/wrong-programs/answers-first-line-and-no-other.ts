/**
 * A program that answers the first line and no other.
 *
 * @file connection-thread.ts
 * @caughtBy each line is answered with the thread's and the line's number
 * @says answered the first line and no other
 */

async function answerChunks(socket: Socket, conversation: Conversation): Promise<void> {
  socket.once("data", (chunk: Buffer) =>
    orDestroy(socket, () => {
      const answers = conversation.answer(chunk);
      if (answers !== "" && !socket.write(answers)) socket.pause();
    }),
  );
  socket.on("drain", () => socket.resume());
  socket.on("end", () => orDestroy(socket, () => socket.end(conversation.end())));
  await finished(socket);
}
