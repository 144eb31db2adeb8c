/**
 * A program that tells a message a little later.
 *
 * @file c-room/room.ts
 * @caughtBy a message comes to everybody, with the same number
 * @says no `await`, no timer
 */

export function broadcast(members: Iterable<Listener>, event: WrittenEvent): void {
  for (const member of [...members]) {
    try {
      setTimeout(() => member.tell(event), 20);
    } catch {
      member.end("lost-event", { reason: "you cannot be told what happens", again: true });
    }
  }
}
