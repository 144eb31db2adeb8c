/**
 * A program that reads the message before the token.
 *
 * @file answer.ts
 * @caughtBy the token is checked before anything else
 * @says look at the token first
 */

function answerOrder(
  { token, fields }: FirstLook & { type: "order" },
  client: Client,
  { sessions }: ServerContext,
): Answer {
  const command = parseCommand(fields);
  if (!command.ok) return refused(`not understood: ${command.reason}`);
  const user = sessions.userOf(token);
  if (user === undefined) return refused(NOT_LOGGED_IN);
  if (command.value.type === "log-out") sessions.close(token);
  client.log.info(command.value.type, { user });
  return carryOut(command.value);
}
