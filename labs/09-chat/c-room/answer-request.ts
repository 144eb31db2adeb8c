/**
 * How a member's requests are answered, and in what order. What depends on where messages are kept is handed
 * in, as {@link Answers}; those of a chat that keeps none are here.
 */

import type { Log } from "../../../shared/logging/log.ts";
import type { Accounts } from "../b-accounts/accounts.ts";
import { type ChatEvent, parseRequest, type Request } from "../protocol/messages.ts";
import { MAX_UNACKNOWLEDGED } from "../protocol/wire.ts";
import { type Member, written } from "./member.ts";
import { broadcast, type Room } from "./room.ts";

/** What a chat answers. It depends on what the chat remembers. */
export interface Answers {
  /**
   * What a new member is told of what was said before.
   *
   * @param after the number of the last message that it has seen; undefined when it has not said so
   */
  greet(after: number | undefined): ChatEvent[];
  /** Answers one request; settles when that is done. */
  answer(request: Request, asker: Asker): Promise<void>;
}

/** The member who asks, and what an answer needs of its connection. */
export interface Asker {
  member: Member;
  log: Log;
  /** Aborts when its connection ends; to be called by an answer that takes long. */
  leaving(): AbortSignal;
  /** Its messages to all that are not answered yet. */
  inFlight: InFlight;
}

export type RequestOf<Type extends Request["type"]> = Extract<Request, { type: Type }>;

/**
 * Answers the body of one request. It returns when the next one may come: messages to all are not waited for
 * one by one, everything else is, so that the answers come in the order of the requests.
 *
 * @throws ProtocolError when the request cannot be understood
 */
export async function answerRequest(
  body: Uint8Array,
  asker: Asker,
  { answer }: Answers,
): Promise<void> {
  const request = parseRequest(body);
  const { inFlight } = asker;
  if (request.ok && request.value.type === "say") {
    await inFlight.lessThan(MAX_UNACKNOWLEDGED);
    inFlight.add(answer(request.value, asker));
    return;
  }
  await inFlight.done();
  if (request.ok) await answer(request.value, asker);
  else refuse(asker, request.reason, request.id);
}

/** Tells an event to the asker alone. */
export function reply({ member }: Asker, event: ChatEvent): void {
  member.tell(written(event));
}

/** @param id of the request; undefined when it has none */
export function refuse(asker: Asker, reason: string, id?: string): void {
  reply(asker, { type: "refused", ...(id !== undefined && { id }), reason });
}

/**
 * Tells a private message to every connection of both users. When the other user is not there, refuses it and
 * returns false.
 */
export function passOn({ id, to, text }: RequestOf<"private">, asker: Asker, room: Room): boolean {
  const from = asker.member.name;
  const [other] = room.connectionsOf(to);
  if (other === undefined) {
    refuse(asker, "nobody of that name is here", id);
    return false;
  }
  const time = new Date().toISOString();
  const event = written({ type: "private", time, from, to: other.name, text });
  broadcast(room.connectionsOf(from, to), event);
  asker.log.info("passed-on", { bytes: Buffer.byteLength(text) });
  return true;
}

/** Ends the asker's session, with all connections that belong to it. */
export function logOut(
  { member }: Asker,
  { room, accounts }: { room: Room; accounts: Accounts },
): void {
  accounts.logOut(member.token);
  const others = [...room.connectionsOf(member.name)].filter(
    (other) => other !== member && other.token === member.token,
  );
  const reason = "you have logged out on another connection";
  room.sendAway("log-out", { reason, again: false }, others);
  member.end("log-out", {});
}

/** What the answers rest on; one for all members. */
interface Chat {
  room: Room;
  accounts: Accounts;
}

/** The answers of a chat that keeps nothing: members in the room read a message, and nobody else ever does. */
export function answersWithoutHistory(chat: Chat): Answers {
  return {
    // An empty page: clients wait for the end of the history before they show what happens.
    greet: () => [{ type: "page", more: false }],
    answer: (request, asker) => answerWithoutHistory(request, asker, chat),
  };
}

async function answerWithoutHistory(request: Request, asker: Asker, chat: Chat): Promise<void> {
  switch (request.type) {
    case "say":
      return say(request, asker, chat.room);
    case "private":
      if (passOn(request, asker, chat.room)) reply(asker, { type: "accepted", id: request.id });
      return;
    case "history":
    case "search":
      return refuse(asker, "this server keeps no messages");
    case "log-out":
      return logOut(asker, chat);
    default:
      return request satisfies never;
  }
}

function say({ id, text }: RequestOf<"say">, asker: Asker, room: Room): void {
  const number = room.last + 1;
  room.tellMessage({ number, time: new Date().toISOString(), from: asker.member.name, text });
  asker.log.info("said", { number, bytes: Buffer.byteLength(text) });
  reply(asker, { type: "accepted", id, number });
}

/** Work that has begun and is not waited for one by one. */
export class InFlight {
  readonly #failed: (error: unknown) => void;
  #count = 0;
  /** Ends the wait of {@link lessThan}. */
  #wake: (() => void) | undefined;

  /** @param failed is called with what a piece of work throws */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Counts a piece of work until it is done. */
  add(work: Promise<void>): void {
    this.#count++;
    void work.catch(this.#failed).then(() => {
      this.#count--;
      this.#wake?.();
    });
  }

  /** Waits until there is less than this of it. */
  async lessThan(count: number): Promise<void> {
    while (this.#count >= count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Waits until all of it is done. */
  async done(): Promise<void> {
    await this.lessThan(1);
  }
}
