/**
 * The room: who is there, who may come in, and what they are told. A user can be there several times, with a
 * telephone and a computer; the others see them come once and leave once.
 */
import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import type { Entrance } from "../b-accounts/log-in.ts";
import type { Answer, ChatEvent, Closing, Message } from "../protocol/messages.ts";
import { type Member, type WrittenEvent, written } from "./member.ts";
import { paceOf, type RateLimits } from "./token-bucket.ts";

/** What the room asks of whoever is in it. */
export type Listener = Pick<Member, "tell" | "end">;

/** A user who is there. */
interface Present {
  name: string;
  connections: Set<Member>;
}

export interface EntranceOptions extends RateLimits {
  room: Room;
  /** Connections of one user at once. */
  perUser: number;
}

/** When a client may try again that came while the room was stopped, in milliseconds. */
const TRY_AGAIN_MS = 10_000;

const NOT_OPEN: Extract<Answer, { type: "refused" }> = {
  type: "refused",
  reason: "the operator lets nobody new in for now; try again later",
  retryAfterMs: TRY_AGAIN_MS,
};

export class Room {
  readonly #members = new Set<Member>();
  /** By the key of the name, in the order in which they came. */
  readonly #users = new Map<string, Present>();
  #isOpen = true;
  #last: number;

  /** @param last the number of the newest message there is */
  constructor(last: number) {
    this.#last = last;
  }

  /** The number of the last message that was told; newer ones may still be on their way to the disk. */
  get last(): number {
    return this.#last;
  }

  /** Whether new members may come in. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The users who are there, and with how many connections. */
  who(): { name: string; connections: number }[] {
    return [...this.#users.values()].map(({ name, connections }) => {
      return { name, connections: connections.size };
    });
  }

  /** A member comes in. It is told who is there; if it is the user's first, the others are told. */
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
    if (isFirst) broadcast(others, written({ type: "joined", name: user.name }));
  }

  /** A member is gone; if it was the user's last, the others are told. */
  leave(member: Member): void {
    if (!this.#members.delete(member)) return;
    const user = this.#users.get(canonicalName(member.name));
    user?.connections.delete(member);
    if (user === undefined || user.connections.size > 0) return;
    this.#users.delete(canonicalName(user.name));
    this.#tellAll({ type: "left", name: user.name });
  }

  /** Tells everybody a message that is on disk. Messages come here in the order of their numbers. */
  tellMessage(message: Message): void {
    this.#last = message.number;
    this.#tellAll({ type: "message", ...message });
  }

  /** Tells everybody what the operator says. */
  notify(text: string): void {
    this.#tellAll({ type: "notice", text });
  }

  /** All connections of these users, each once. */
  connectionsOf(...names: string[]): Set<Member> {
    return new Set(
      names.flatMap((name) => [...(this.#users.get(canonicalName(name))?.connections ?? [])]),
    );
  }

  /** Lets nobody in any more; the members stay, and are told. False when it was stopped already. */
  stop(): boolean {
    return this.#setOpen(false, "nobody new can join for now; you can stay");
  }

  /** Goes on after {@link stop}. False when it was not stopped. */
  start(): boolean {
    return this.#setOpen(true, "new members can join again");
  }

  /** Sends these members away, or all. Returns how many. */
  sendAway(why: string, closing: Closing, members: Iterable<Member> = this.#members): number {
    const leaving = [...members];
    for (const member of leaving) member.end(why, closing);
    return leaving.length;
  }

  #setOpen(isOpen: boolean, notice: string): boolean {
    if (this.#isOpen === isOpen) return false;
    this.#isOpen = isOpen;
    this.notify(notice);
    return true;
  }

  #tellAll(event: ChatEvent): void {
    broadcast(this.#members, written(event));
  }
}

/** What a log-in asks the room: whether a user may come in, and how fast a client may try. */
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

/**
 * Tells each member the same event, once. It goes through a copy of the set: members that come or go because
 * of the event change the set meanwhile. A member that throws is ended, and the others still hear the event.
 *
 * @exercise 09c.1 Tell each member the event; go through a copy of them; end a member that throws, with the reason "lost-event", and go on with the others.
 */
export function broadcast(members: Iterable<Listener>, event: WrittenEvent): void {
  for (const member of [...members]) {
    try {
      member.tell(event);
    } catch {
      member.end("lost-event", { reason: "you cannot be told what happens", again: true });
    }
  }
}
