/**
 * A program that replies `accepted` before it tells the message.
 *
 * @file requests.ts
 * @caughtBy a message comes to everybody, with the same number
 * @says The message is told first, to its sender as well
 */

async function say(
  { id, text }: RequestOf<"say">,
  asker: Asker,
  { room, history }: Chat,
): Promise<void> {
  const { number, stored, message } = history.add(asker.member.name, id, text);
  try {
    await stored;
  } catch (error) {
    return refuseUnstored(error, id, asker);
  }
  reply(asker, { type: "accepted", id, number });
  if (message !== undefined) tellAll(message, room, asker);
}
