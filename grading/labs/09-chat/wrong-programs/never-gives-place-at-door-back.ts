/**
 * A program that never gives a place at the door back.
 *
 * @file room/door.ts
 * @caughtBy one address has so many connections, and no more
 * @says its place is free
 */

export class Door {
  leave(host: string): void {}
}
