/**
 * A program that does not reply to a message that comes again.
 *
 * @file requests.ts
 * @caughtBy a message that comes again is acknowledged again, and not said again
 * @says the sender is told `accepted` again
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
  if (message === undefined) return;
  tellAll(message, room, asker);
  reply(asker, { type: "accepted", id, number });
}
