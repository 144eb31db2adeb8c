/** The answers of a chat that keeps nothing: members in the room read a message, and nobody else ever does. */

import type { Accounts } from "../b-accounts/accounts.ts";
import type { Request } from "../protocol/messages.ts";
import {
  type Answers,
  type Asker,
  logOut,
  passOn,
  type RequestOf,
  refuse,
  reply,
} from "./answer-request.ts";
import type { Room } from "./room.ts";

/** What the answers rest on; one for all members. */
interface Chat {
  room: Room;
  accounts: Accounts;
}

/** The answers of a chat without memory. */
export function answersWithoutHistory(chat: Chat): Answers {
  return {
    // An empty page: clients wait for the end of the history before they show what happens.
    greet: () => [{ type: "page", more: false }],
    answer: (request, asker) => answer(request, asker, chat),
  };
}

async function answer(request: Request, asker: Asker, chat: Chat): Promise<void> {
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
