/**
 * A program that says a user has left when one of several connections ends.
 *
 * @file room.ts
 * @caughtBy who comes and who goes is told once
 * @says the first that comes, and the last that goes
 */

export class Room {
  leave(member: Member): void {
    if (!this.#members.delete(member)) return;
    const user = this.#users.get(canonicalName(member.name));
    user?.connections.delete(member);
    if (user?.connections.size === 0) this.#users.delete(canonicalName(user.name));
    this.#tellAll({ type: "left", name: member.name });
  }
}
