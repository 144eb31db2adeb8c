/**
 * A program that waits after each member that it tells.
 *
 * @file c-room/room.ts
 * @caughtBy a message comes to everybody, with the same number
 * @says no `await`, no timer
 */

export async function broadcast(members: Iterable<Listener>, event: WrittenEvent): Promise<void> {
  for (const member of [...members]) {
    try {
      await member.tell(event);
    } catch {
      member.end("lost-event", { reason: "you cannot be told what happens", again: true });
    }
  }
}
