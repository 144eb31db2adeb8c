/**
 * A program that returns after the first member.
 *
 * @file room.ts
 * @caughtBy a message comes to everybody, with the same number
 * @says does the loop go through all of them
 */

export function broadcast(members: Iterable<Listener>, event: WrittenEvent): void {
  const [first] = members;
  first?.tell(event);
}
