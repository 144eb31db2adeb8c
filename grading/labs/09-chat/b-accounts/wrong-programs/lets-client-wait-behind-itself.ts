/**
 * A program that lets a client wait behind itself.
 *
 * @file serve-user.ts
 * @caughtBy a client that comes back does not have to wait for its own lost connection
 * @says lets the client wait behind itself
 */

async function converse(
  { name, token }: User,
  channel: Channel,
  log: Log,
  { accounts, talk, talking }: ServerContext,
): Promise<void> {
  channel.allow(MAX_MEMBER_BODY_BYTES);
  await talk.serve({ name, channel, log });
  accounts.logOut(token);
}
