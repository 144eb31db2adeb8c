/** What a member asks for, and what is done about it. */

import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import type { Log } from "../../../shared/logging/log.ts";
import { errorCode } from "../../../shared/process/errors.ts";
import type { Accounts } from "../b-accounts/accounts.ts";
import type { Member } from "../c-room/member.ts";
import { written } from "../c-room/outbox.ts";
import { broadcast, type Room } from "../c-room/room.ts";
import { type PageRequest, pageFor } from "../history/pages.ts";
import type { ChatEvent, Request } from "../protocol/messages.ts";
import { parseRequest } from "../protocol/parse.ts";
import { MAX_UNACKNOWLEDGED } from "../protocol/wire.ts";
import type { DedupCache, History } from "./history.ts";

/** What the answers rest on; one for all members. */
export interface Chat {
  room: Room;
  history: History;
  accounts: Accounts;
  /** Private messages that were passed on. They are kept nowhere, but their ids are. */
  passedOn: DedupCache<true>;
}

/** Who asks. */
export interface Asker {
  member: Member;
  log: Log;
  /** Watches for the end of its connection while something takes long. */
  leaving(): AbortSignal;
  /** What of it is still being written to the disk. */
  inFlight: InFlight;
}

type Of<Type extends Request["type"]> = Extract<Request, { type: Type }>;

/**
 * Answers the body of one request. It returns when the next one may come: a message is not waited for
 * until it is on disk, everything else is, so that the answers come in the order of the requests.
 *
 * @throws ProtocolError when the request has a shape that nobody has agreed upon
 */
export async function answerRequest(body: Uint8Array, asker: Asker, chat: Chat): Promise<void> {
  const request = parseRequest(body);
  const { inFlight } = asker;
  if (request.ok && request.value.type === "say") {
    await inFlight.lessThan(MAX_UNACKNOWLEDGED);
    inFlight.add(say(request.value, asker, chat));
    return;
  }
  await inFlight.done();
  if (request.ok) await answer(request.value, asker, chat);
  else tell(asker, refusal(request));
}

async function answer(request: Request, asker: Asker, chat: Chat): Promise<void> {
  switch (request.type) {
    case "say":
      return await say(request, asker, chat);
    case "private":
      return passOn(request, asker, chat);
    case "history":
    case "search":
      return await showPage(request, asker, chat);
    case "log-out":
      chat.accounts.logOut(asker.member.token);
      endOthers(asker.member, chat.room);
      return asker.member.end("log-out", {});
    default:
      return request satisfies never;
  }
}

/**
 * Says something to all. Nobody hears of a message before it is on disk: what was told or acknowledged
 * is there after a crash, too.
 */
async function say({ id, text }: Of<"say">, asker: Asker, { room, history }: Chat): Promise<void> {
  try {
    const { number, message } = await history.add(asker.member.name, id, text);
    if (message !== undefined) {
      room.tellMessage(message);
      asker.log.info("said", { number, bytes: Buffer.byteLength(text) });
    }
    tell(asker, { type: "accepted", id, number });
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    asker.log.error("not-stored", { code });
    tell(asker, { type: "refused", id, reason: "the server cannot store it" });
  }
}

/** Says something to one user, wherever she is logged in, and shows it to its sender everywhere. */
function passOn({ id, to, text }: Of<"private">, asker: Asker, { room, passedOn }: Chat): void {
  const { member, log } = asker;
  if (passedOn.find(member.name, id) === undefined) {
    const [other] = room.connectionsOf(to);
    if (other === undefined) {
      tell(asker, { type: "refused", id, reason: "nobody of that name is here" });
      return;
    }
    passedOn.remember(member.name, id, true);
    const time = new Date().toISOString();
    const event = written({ type: "private", time, from: member.name, to: other.name, text });
    broadcast(room.connectionsOf(member.name, to), event);
    log.info("passed-on", { bytes: Buffer.byteLength(text) });
  }
  tell(asker, { type: "accepted", id });
}

/** Ends the other connections of a session that is over: they must not listen on until they say something. */
function endOthers(leaving: Member, room: Room): void {
  const others = [...room.connectionsOf(leaving.name)].filter(
    (member) => member !== leaving && member.token === leaving.token,
  );
  room.sendAway(
    "log-out",
    { reason: "you have logged out on another connection", again: false },
    others,
  );
}

async function showPage(
  request: PageRequest,
  { member, leaving }: Asker,
  chat: Chat,
): Promise<void> {
  const signal = leaving();
  try {
    const asker = { owner: canonicalName(member.name), signal };
    for (const event of await pageFor(request, chat, asker)) member.tell(event);
  } catch (error) {
    // Nobody waits for the page any more: how the connection has ended, the next look at it tells.
    if (!signal.aborted) throw error;
  }
}

function refusal({ id, reason }: { id?: string; reason: string }): ChatEvent {
  return { type: "refused", ...(id !== undefined && { id }), reason };
}

function tell({ member }: Asker, event: ChatEvent): void {
  member.tell(written(event));
}

/** Work that was begun for a client and is not waited for one by one: how much of it there is, and its end. */
export class InFlight {
  readonly #failed: (error: unknown) => void;
  #count = 0;
  /** Ends the wait of {@link lessThan}. */
  #wake: (() => void) | undefined;

  /** @param failed is called with what a piece of work throws */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Keeps account of a piece of work that has begun. */
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

  /** Waits until all is done. */
  async done(): Promise<void> {
    await this.lessThan(1);
  }
}
