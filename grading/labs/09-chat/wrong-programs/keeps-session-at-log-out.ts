/**
 * A program that closes the connection at log-out, and keeps the session.
 *
 * @file c-room/answer-request.ts
 * @caughtBy log-out ends the session for good
 * @says whoever has copied the token goes on using it
 */

export function logOut(
  { member }: Asker,
  { room, accounts }: { room: Room; accounts: Accounts },
): void {
  const others = [...room.connectionsOf(member.name)].filter(
    (other) => other !== member && other.token === member.token,
  );
  const reason = "you have logged out on another connection";
  room.sendAway("log-out", { reason, again: false }, others);
  member.end("log-out", {});
}
