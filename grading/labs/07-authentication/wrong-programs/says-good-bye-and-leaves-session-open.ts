/**
 * A program that says good-bye and leaves the session open.
 *
 * @file answer.ts
 * @caughtBy log-out ends the session, and no other
 * @says To close the connection is not enough
 */

function answerOrder(
  { token, fields }: FirstLook & { type: "order" },
  client: Client,
  { sessions }: ServerContext,
): Answer {
  const user = sessions.userOf(token);
  if (user === undefined) return refused(NOT_LOGGED_IN);
  const command = parseCommand(fields);
  if (!command.ok) return refused(`not understood: ${command.reason}`);

  client.log.info(command.value.type, { user });
  return carryOut(command.value);
}
