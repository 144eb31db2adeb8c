/**
 * A program that announces each connection of a user.
 *
 * @file c-room/room.ts
 * @caughtBy who comes and who goes is told once
 * @says the first that comes, and the last that goes
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
    for (const { name } of this.#users.values()) member.tell(written({ type: "here", name }));
    broadcast(others, written({ type: "joined", name: user.name }));
  }
}
