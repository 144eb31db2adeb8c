/**
 * A program that keeps the session of a user who has left.
 *
 * @file serve-user.ts
 * @caughtBy CLOSE ends a session, and a cut does not
 * @says Only the other side can have sealed a CLOSE
 */

async function converse(
  { name, token }: User,
  channel: Channel,
  log: Log,
  { accounts, talk, talking }: ServerContext,
): Promise<void> {
  const lost = talking.get(token);
  const { promise: over, resolve: isOver } = Promise.withResolvers<void>();
  talking.set(token, { channel, over });
  lost?.channel.destroy();
  await lost?.over;
  channel.allow(MAX_MEMBER_BODY_BYTES);
  try {
    await talk.serve({ name, channel, log });
  } finally {
    isOver();
  }
}
