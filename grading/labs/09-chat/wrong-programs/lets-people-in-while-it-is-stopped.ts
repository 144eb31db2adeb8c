/**
 * A program that lets people in while it is stopped.
 *
 * @file c-room/room.ts
 * @caughtBy stop keeps those who are there, and start goes on
 * @says while the server is stopped
 */

export function roomEntrance(options: EntranceOptions): Entrance {
  const { room, perUser } = options;
  return {
    waitMs: paceOf(options),
    whyClosed: () => undefined,
    admit: (user) =>
      hasPlaceFor(user, room, perUser) ? { last: room.last } : tooManyConnections(perUser),
  };
}
