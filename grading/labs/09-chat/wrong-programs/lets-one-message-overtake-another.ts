/**
 * A program that lets one message overtake another.
 *
 * @file d-delivery/requests.ts
 * @caughtBy all see the messages of all in one order
 * @says overtakes another
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
  if (message !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, 6 - 3 * (message.number % 3)));
    tellAll(message, room, asker);
  }
  reply(asker, { type: "accepted", id, number });
}
