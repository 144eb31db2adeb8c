/**
 * A program that tells a message to all but the first member.
 *
 * @file room.ts
 * @caughtBy a message comes to everybody, with the same number
 * @says does the loop go through all of them
 */

export function broadcast(members: Iterable<Listener>, event: WrittenEvent): void {
  for (const member of [...members].slice(1)) {
    try {
      member.tell(event);
    } catch {
      member.end("lost-event", { reason: "you cannot be told what happens", again: true });
    }
  }
}
