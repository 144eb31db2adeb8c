/**
 * A program that refuses what the disk does not take, and goes on as if it were stored.
 *
 * @file requests.ts
 * @caughtBy nobody hears of a message that the disk does not take
 * @says `refused`, then `message`, then `accepted`…went on as if it were stored
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
    refuseUnstored(error, id, asker);
  }
  if (message !== undefined) tellAll(message, room, asker);
  reply(asker, { type: "accepted", id, number });
}
