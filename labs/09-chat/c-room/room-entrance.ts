/** Who may come into the room, and how fast somebody may try: what the log-in is told of it. */
import type { Entrance } from "../b-accounts/log-in.ts";
import type { Answer } from "../protocol/messages.ts";
import type { Room } from "./room.ts";
import { paceOf, type RateLimits } from "./token-bucket.ts";

export interface EntranceOptions extends RateLimits {
  room: Room;
  /** Connections of one user at once. */
  perUser: number;
}

/** When a client may try again that came while nobody was taken in, in milliseconds. */
const TRY_AGAIN_MS = 10_000;

const NOT_OPEN: Extract<Answer, { type: "refused" }> = {
  type: "refused",
  reason: "the operator lets nobody new in for now; try again later",
  retryAfterMs: TRY_AGAIN_MS,
};

/** The entrance for one connection. */
export function roomEntrance(options: EntranceOptions): Entrance {
  const { room, perUser } = options;
  return {
    waitMs: paceOf(options),
    whyClosed: () => (room.isOpen ? undefined : NOT_OPEN),
    admit: (user) =>
      hasPlaceFor(user, room, perUser) ? { last: room.last } : tooManyConnections(perUser),
  };
}

/**
 * Whether the user may have one more connection. A client that comes back with its token has lost the
 * connection before, even if the server has not noticed it yet: that one gives up its place.
 */
function hasPlaceFor(
  { name, token }: { name: string; token: string },
  room: Room,
  perUser: number,
): boolean {
  const connections = [...room.connectionsOf(name)];
  if (connections.length < perUser) return true;
  const lost = connections.find((member) => member.token === token);
  lost?.end("replaced", { reason: "you have come back on another connection", again: false });
  return lost !== undefined;
}

function tooManyConnections(perUser: number): { why: string; reason: string } {
  return {
    why: "too-many-connections",
    reason: `you are connected ${perUser} times already, and may be no more often; end one of the connections and try again`,
  };
}
