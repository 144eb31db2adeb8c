/**
 * @file c-room/room.ts
 */

export function broadcast(members: Iterable<Listener>, event: WrittenEvent): void {
  for (const member of [...members]) {
    member.tell(event);
  }
}
