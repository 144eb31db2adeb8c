/**
 * A program that accepts what the disk does not take.
 *
 * @file requests.ts
 * @caughtBy nobody hears of a message that the disk does not take
 * @says did not look whether it was written
 */

async function say(
  { id, text }: RequestOf<"say">,
  asker: Asker,
  { room, history }: Chat,
): Promise<void> {
  const { number, stored, message } = history.add(asker.member.name, id, text);
  await stored.catch(() => {});
  if (message !== undefined) tellAll(message, room, asker);
  reply(asker, { type: "accepted", id, number });
}
