/** What a chat with a history answers: nothing is lost, and nothing is said twice. */

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
import { written } from "../c-room/outbox.ts";
import type { Room } from "../c-room/room.ts";
import { type PageRequest, pageFor, pageOnJoin } from "../history/pages.ts";
import type { Request } from "../protocol/messages.ts";
import type { DedupCache, History } from "./history.ts";

/** What the answers rest on; one for all members. */
export interface Chat {
  room: Room;
  history: History;
  accounts: Accounts;
  /** Private messages that were passed on. They are kept nowhere, but their ids are. */
  passedOn: DedupCache<true>;
}

/** The answers that rest on the history. */
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
 * Says something to all. Nobody hears of a message before it is on disk: what was told or acknowledged
 * is there after a crash, too.
 */
async function say(
  { id, text }: RequestOf<"say">,
  asker: Asker,
  { room, history }: Chat,
): Promise<void> {
  try {
    const { number, message } = await history.add(asker.member.name, id, text);
    if (message !== undefined) {
      room.tellMessage(message);
      asker.log.info("said", { number, bytes: Buffer.byteLength(text) });
    }
    reply(asker, { type: "accepted", id, number });
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    asker.log.error("not-stored", { code });
    refuse(asker, "the server cannot store it", id);
  }
}

/** Passes a private message on, unless it comes again. */
function passOnOnce(request: RequestOf<"private">, asker: Asker, { room, passedOn }: Chat): void {
  const { name } = asker.member;
  if (passedOn.find(name, request.id) === undefined) {
    if (!passOn(request, asker, room)) return;
    passedOn.remember(name, request.id, true);
  }
  reply(asker, { type: "accepted", id: request.id });
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
    // Nobody waits for the page any more: how the connection has ended, the next look at it tells.
    if (!signal.aborted) throw error;
  }
}
