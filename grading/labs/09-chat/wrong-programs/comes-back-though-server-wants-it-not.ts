/**
 * A program that comes back though the server wants it not.
 *
 * @file connection/reconnect.ts
 * @caughtBy a server that wants nobody back is obeyed
 * @says It comes back by itself
 */

export function reasonOfClosing({
  reason = "the server has ended it",
  again = true,
}: Closing): CloseReason {
  return { reason: printable(reason), again: true };
}
