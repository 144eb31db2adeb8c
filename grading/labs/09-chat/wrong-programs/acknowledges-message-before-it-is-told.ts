/**
 * A program that acknowledges a message before it is told.
 *
 * @file d-delivery/requests.ts
 * @caughtBy a message comes to everybody, with the same number
 * @says The message is told first, to its sender as well
 */

async function say(
  { id, text }: RequestOf<"say">,
  asker: Asker,
  { room, history }: Chat,
): Promise<void> {
  try {
    const { number, message } = await history.add(asker.member.name, id, text);
    reply(asker, { type: "accepted", id, number });
    if (message !== undefined) room.tellMessage(message);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    asker.log.error("not-stored", { code });
    refuse(asker, "the server cannot store it", id);
  }
}
