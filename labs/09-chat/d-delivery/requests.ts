/** How a chat with a history answers requests: nothing is lost, and nothing is said twice. */

import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import { errorCode } from "../../../shared/process/errors.ts";
import type { Accounts } from "../b-accounts/accounts.ts";
import {
  type Answers,
  type Asker,
  logOut,
  passOn,
  type RequestOf,
  refuse,
  reply,
} from "../c-room/answer-request.ts";
import { written } from "../c-room/member.ts";
import type { Room } from "../c-room/room.ts";
import { type PageRequest, pageFor, pageOnJoin } from "../history/pages.ts";
import type { Message, Request } from "../protocol/messages.ts";
import type { DedupCache, History } from "./history.ts";

/** What the answers need; one for all members. */
export interface Chat {
  room: Room;
  history: History;
  accounts: Accounts;
  /** The ids of private messages that were passed on. Their texts are kept nowhere. */
  passedOn: DedupCache<boolean>;
}

/** The answers of a chat that keeps what is said. */
export function answersFromHistory(chat: Chat): Answers {
  return {
    greet: (after) => pageOnJoin(after, chat),
    answer: (request, asker) => answer(request, asker, chat),
  };
}

async function answer(request: Request, asker: Asker, chat: Chat): Promise<void> {
  switch (request.type) {
    case "say":
      return await say(request, asker, chat);
    case "private":
      return passOnOnce(request, asker, chat);
    case "history":
    case "search":
      return await showPage(request, asker, chat);
    case "log-out":
      return logOut(asker, chat);
    default:
      return request satisfies never;
  }
}

/**
 * Says something to all. Nobody hears of a message before it is on disk, so what was told or acknowledged
 * is still there after a crash.
 *
 * @exercise 09d.2 Add the message and wait until its row is stored; tell everybody if it is new; then reply `accepted`, whether it is new or not. If the row cannot be stored, only refuse the message, with `refuseUnstored`.
 */
async function say(
  { id, text }: RequestOf<"say">,
  asker: Asker,
  { room, history }: Chat,
): Promise<void> {
  const { number, stored, message } = history.add(asker.member.name, id, text);
  try {
    await stored;
  } catch (error) {
    return refuseUnstored(error, id, asker);
  }
  if (message !== undefined) tellAll(message, room, asker);
  reply(asker, { type: "accepted", id, number });
}

function tellAll(message: Message, room: Room, { log }: Asker): void {
  const { number, text } = message;
  room.tellMessage(message);
  log.info("said", { number, bytes: Buffer.byteLength(text) });
}

/** @throws the error when it is not one of the system's */
function refuseUnstored(error: unknown, id: string, asker: Asker): void {
  const code = errorCode(error);
  if (code === undefined) throw error;
  asker.log.error("not-stored", { code });
  refuse(asker, "the server cannot store it", id);
}

/** Passes a private message on, unless it comes again. */
function passOnOnce(request: RequestOf<"private">, asker: Asker, { room, passedOn }: Chat): void {
  const { name } = asker.member;
  const { id } = request;
  if (passedOn.once(name, id, () => passOn(request, asker, room))) {
    reply(asker, { type: "accepted", id });
  } else {
    passedOn.forget(name, id);
  }
}

async function showPage(
  request: PageRequest,
  { member, leaving }: Asker,
  chat: Chat,
): Promise<void> {
  const signal = leaving();
  try {
    const asker = { owner: canonicalName(member.name), signal };
    for (const event of await pageFor(request, chat, asker)) member.tell(written(event));
  } catch (error) {
    // The member is gone, and nobody waits for the page any more.
    if (!signal.aborted) throw error;
  }
}
