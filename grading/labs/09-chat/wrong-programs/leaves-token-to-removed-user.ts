/**
 * A program that sends somebody away who has his token still.
 *
 * @file c-room/room-commands.ts
 * @caughtBy the operator sees who is here, says something, and sends somebody away
 * @says His sessions end with it
 */

function kick(name: string, { room, accounts }: RoomCommandOptions): string {
  const shown = name;
  const closing = { reason: "the operator has disconnected you", again: false };
  const connections = room.sendAway("kicked", closing, room.connectionsOf(shown));
  return connections === 0
    ? `${name} is not here`
    : `disconnected ${name}: ${counted(connections, "connection")}`;
}
