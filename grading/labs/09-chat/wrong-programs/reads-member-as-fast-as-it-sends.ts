/**
 * A program that reads a member as fast as it sends.
 *
 * @file c-room/handle-connection.ts
 * @caughtBy who says too much is read more slowly, and loses nothing
 * @says Read it no further until it is its turn
 */

async function readRequests(
  asker: Asker,
  connection: ClientConnection,
  context: ServerContext,
): Promise<void> {
  const heartbeat = new Heartbeat({
    ...context,
    ping: () => connection.send(RECORD.PING),
    dead: () =>
      connection.end("silence", { reason: "your client did not answer for too long", again: true }),
  });
  try {
    for (;;) {
      await connection.orEnd(asker.member.caughtUp());
      const record = await connection.next();
      if (record === undefined) return;
      heartbeat.heard();
      if (!context.accounts.keepAlive(asker.member.token))
        return connection.end("session", SESSION_OVER);
      if (connection.takesAsSignOfLife(record)) continue;
      if (record.type !== RECORD.CLIENT_TO_SERVER) {
        throw new PermanentProtocolError(`a record of type ${record.type} in the room`);
      }
      await connection.orEnd(answerRequest(record.body, asker, context));
    }
  } finally {
    heartbeat.close();
  }
}
