/**
 * A program that tells a newcomer of the others only.
 *
 * @file c-room/room.ts
 * @caughtBy a newcomer is told who is here
 * @says oneself as well
 */

export class Room {
  enter(member: Member): void {
    const others = [...this.#members];
    const user = this.#users.get(canonicalName(member.name)) ?? {
      name: member.name,
      connections: new Set(),
    };
    const isFirst = user.connections.size === 0;
    user.connections.add(member);
    this.#users.set(canonicalName(user.name), user);
    this.#members.add(member);
    for (const { name } of this.#users.values())
      if (name !== member.name) member.tell(written({ type: "here", name }));
    if (isFirst) broadcast(others, written({ type: "joined", name: user.name }));
  }
}
