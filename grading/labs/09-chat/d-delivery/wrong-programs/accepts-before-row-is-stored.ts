/**
 * A program that replies `accepted` before the row is stored.
 *
 * @file requests.ts
 * @caughtBy nobody hears of a message that the disk does not take
 * @says acknowledged the message first and wrote the row afterwards
 * @saysFirst The message is told first, to its sender as well
 */

async function say(
  { id, text }: RequestOf<"say">,
  asker: Asker,
  { room, history }: Chat,
): Promise<void> {
  const { number, stored, message } = history.add(asker.member.name, id, text);
  reply(asker, { type: "accepted", id, number });
  try {
    await stored;
  } catch (error) {
    return refuseUnstored(error, id, asker);
  }
  if (message !== undefined) tellAll(message, room, asker);
}
