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
  try {
    const { number, message } = await history.add(asker.member.name, id, text);
    if (message !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, 6 - 3 * (message.number % 3)));
      room.tellMessage(message);
      asker.log.info("said", { number, bytes: Buffer.byteLength(text) });
    }
    reply(asker, { type: "accepted", id, number });
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    asker.log.error("not-stored", { code });
    refuse(asker, "the server cannot store it", id);
  }
}
