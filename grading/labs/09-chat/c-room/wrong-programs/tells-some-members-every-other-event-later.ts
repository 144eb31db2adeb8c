/**
 * A program that tells some members every other event a little later.
 *
 * @file room.ts
 * @caughtBy all see the messages of all in one order
 * @says Everybody should see the messages in one order
 */

let told = 0;

export function broadcast(members: Iterable<Listener>, event: WrittenEvent): void {
  told += 1;
  for (const [at, member] of [...members].entries()) {
    if (at % 2 === 1 && told % 2 === 1) setTimeout(() => member.tell(event), 5);
    else member.tell(event);
  }
}
