/**
 * A program that tells a private message to all.
 *
 * @file c-room/answer-request.ts
 * @caughtBy a private message is told to the two, and to nobody else
 * @says It was told to all
 */

export function passOn({ id, to, text }: RequestOf<"private">, asker: Asker, room: Room): boolean {
  const from = asker.member.name;
  const [other] = room.connectionsOf(to);
  if (other === undefined) {
    refuse(asker, "nobody of that name is here", id);
    return false;
  }
  const time = new Date().toISOString();
  const event = written({ type: "private", time, from, to: other.name, text });
  broadcast(room.connectionsOf(...room.who().map(({ name }) => name)), event);
  asker.log.info("passed-on", { bytes: Buffer.byteLength(text) });
  return true;
}
