/**
 * A program that tells a private message to all.
 *
 * @file d-delivery/requests.ts
 * @caughtBy a private message is told to the two, and to nobody else
 * @says It was told to all
 */

function passOn({ id, to, text }: Of<"private">, asker: Asker, { room, passedOn }: Chat): void {
  const { member, log } = asker;
  if (passedOn.find(member.name, id) === undefined) {
    const [other] = room.connectionsOf(to);
    if (other === undefined) {
      tell(asker, { type: "refused", id, reason: "nobody of that name is here" });
      return;
    }
    passedOn.remember(member.name, id, true);
    const time = new Date().toISOString();
    const event = written({ type: "private", time, from: member.name, to: other.name, text });
    broadcast(room.connectionsOf(...room.who().map(({ name }) => name)), event);
    log.info("passed-on", { bytes: Buffer.byteLength(text) });
  }
  tell(asker, { type: "accepted", id });
}
