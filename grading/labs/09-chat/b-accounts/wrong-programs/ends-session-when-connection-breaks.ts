/**
 * A program that ends the session when the connection breaks.
 *
 * @file serve-user.ts
 * @caughtBy CLOSE ends a session, and a cut does not
 * @says A connection that breaks is no word of the client
 * @saysFirst The token is bound to the user, not to the connection
 */

async function converse(
  { name, token }: User,
  channel: Channel,
  log: Log,
  { accounts, talk, talking }: ServerContext,
): Promise<void> {
  const lost = talking.get(token);
  const { promise: over, resolve: isOver } = Promise.withResolvers<void>();
  const own = { channel, over };
  talking.set(token, own);
  lost?.channel.destroy();
  await lost?.over;
  channel.allow(MAX_MEMBER_BODY_BYTES);
  try {
    await talk.serve({ name, channel, log });
  } finally {
    if (talking.get(token) === own) accounts.logOut(token);
    isOver();
  }
}
