/**
 * A program that closes the connection at log-out, and keeps the session.
 *
 * @file d-delivery/requests.ts
 * @caughtBy log-out ends the session for good
 * @says whoever has copied the token goes on using it
 */

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
      endOthers(asker.member, chat.room);
      return asker.member.end("log-out", {});
    default:
      return request satisfies never;
  }
}
