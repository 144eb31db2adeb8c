/**
 * A program that tells twice that a user has left whose connection breaks.
 *
 * @file c-room/room.ts
 * @caughtBy who comes and who goes is told once
 * @says leave the room in one place
 */

export class Room {
  leave(member: Member): void {
    if (!this.#members.delete(member)) return;
    if (this.connectionsOf(member.name).size === 1)
      this.#tellAll({ type: "left", name: member.name });
    const user = this.#users.get(canonicalName(member.name));
    user?.connections.delete(member);
    if (user === undefined || user.connections.size > 0) return;
    this.#users.delete(canonicalName(user.name));
    this.#tellAll({ type: "left", name: user.name });
  }
}
