/**
 * A program that tells a message a little later.
 *
 * @file room.ts
 * @caughtBy a message comes to everybody, with the same number
 * @says no `await`, no timer
 */

export function broadcast(members: Iterable<Listener>, event: WrittenEvent): void {
  for (const member of [...members]) {
    setTimeout(() => member.tell(event), 20);
  }
}
