/**
 * A program that counts the lines of a thread, not those of a connection.
 *
 * @file connection-thread.ts
 * @caughtBy a thread remembers nothing of the client before
 * @says outlived its connection
 */

const conversation = new Conversation(threadId);

async function reasonOfEnd(socket: Socket): Promise<string | undefined> {
  try {
    await answerChunks(socket, conversation);
    return undefined;
  } catch (error) {
    if (!(error instanceof ProtocolError) && errorCode(error) === undefined) throw error;
    return explainBrokenConnection(error);
  } finally {
    socket.destroy();
  }
}
