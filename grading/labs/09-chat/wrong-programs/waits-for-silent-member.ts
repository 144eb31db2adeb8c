/**
 * A program that asks a silent member, and waits for its answer forever.
 *
 * @file c-room/handle-connection.ts
 * @caughtBy a member that falls silent is asked, and then dropped
 * @says After so much silence it is gone
 */

async function readRequests(
  asker: Asker,
  connection: ClientConnection,
  context: ServerContext,
): Promise<void> {
  const waitMs = paceOf(context);
  const heartbeat = new Heartbeat({
    ...context,
    ping: () => connection.send(RECORD.PING),
    dead: () => {},
  });
  try {
    for (;;) {
      await connection.orEnd(asker.member.caughtUp());
      const record = await connection.next();
      if (record === undefined) return;
      heartbeat.heard();
      if (!context.accounts.keepAlive(asker.member.token))
        return connection.end("session", SESSION_OVER);
      await connection.pause(waitMs());
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
