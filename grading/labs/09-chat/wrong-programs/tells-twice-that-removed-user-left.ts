/**
 * A program that tells twice that a user who was sent away has left.
 *
 * @file c-room/room.ts
 * @caughtBy who comes and who goes is told once
 * @says leave the room in one place
 */

export class Room {
  sendAway(why: string, closing: Closing, members: Iterable<Member> = this.#members): number {
    const leaving = [...members];
    for (const member of leaving) {
      member.end(why, closing);
      this.#tellAll({ type: "left", name: member.name });
    }
    return leaving.length;
  }
}
