/**
 * A program that does not catch the error when a row cannot be stored.
 *
 * @file requests.ts
 * @caughtBy nobody hears of a message that the disk does not take
 * @says "} should come; CLOSE … nothing handled that error
 */

async function say(
  { id, text }: RequestOf<"say">,
  asker: Asker,
  { room, history }: Chat,
): Promise<void> {
  const { number, stored, message } = history.add(asker.member.name, id, text);
  await stored;
  if (message !== undefined) tellAll(message, room, asker);
  reply(asker, { type: "accepted", id, number });
}
