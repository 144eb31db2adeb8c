/**
 * A program that lets people in while it is stopped.
 *
 * @file b-accounts/log-in.ts
 * @caughtBy stop keeps those who are there, and start goes on
 * @says while the server is stopped
 */

async function answerTo(
  entry: LoginRequest,
  client: LoginClient,
  { accounts, room, perUser }: LogInOptions,
): Promise<Answer> {
  try {
    const answer = await accounts.enter(entry, client);
    if (answer.type !== "accepted") return answer;
    if (hasRoomFor(answer, room, perUser)) return { ...answer, last: room.last };
    if (entry.type !== "resume") accounts.logOut(answer.token);
    client.log.warn("log-in-refused", { why: "too-many-connections", user: answer.name });
    return { type: "refused", reason: tooManyConnections(perUser) };
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    client.log.error("not-stored", { code });
    return {
      type: "refused",
      reason: "the server cannot use its list of users now; try again later",
    };
  }
}
