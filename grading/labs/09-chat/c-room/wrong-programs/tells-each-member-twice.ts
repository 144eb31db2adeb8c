/**
 * A program that tells each member twice.
 *
 * @file room.ts
 * @caughtBy a message comes to everybody, with the same number
 * @says what its sender is told
 */

export function broadcast(members: Iterable<Listener>, event: WrittenEvent): void {
  for (const member of [...members, ...members]) {
    try {
      member.tell(event);
    } catch {
      member.end("lost-event", { reason: "you cannot be told what happens", again: true });
    }
  }
}
