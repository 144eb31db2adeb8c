/**
 * A program that does not show a private message to its sender.
 *
 * @file answer-request.ts
 * @caughtBy a private message is told to the two, and to nobody else
 * @says should be told her private message as well
 */

export function passOn({ id, to, text }: RequestOf<"private">, asker: Asker, room: Room): boolean {
  const from = asker.member.name;
  const [other] = room.connectionsOf(to);
  if (other === undefined) {
    refuse(asker, "nobody of that name is here", id);
    return false;
  }
  const time = new Date().toISOString();
  broadcast(room.connectionsOf(to), written({ type: "private", time, from, to: other.name, text }));
  return true;
}
