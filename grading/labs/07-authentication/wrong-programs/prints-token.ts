/**
 * A program that prints the token.
 *
 * @file client.ts
 * @caughtBy the client prints neither password nor token
 * @says should not print the token
 */

async function runSession(
  socket: Socket,
  credentials: Credentials,
  stopped: Promise<unknown>,
): Promise<void> {
  const exchange = new Exchange(socket);
  const another =
    person === undefined ? undefined : () => askPassword(person, credentialSettings.password);
  const session = await enter(exchange, credentials, another);
  printStatus(`logged in as ${session.name}, token ${session.token}`);
  const lines = linesOf(process.stdin);
  await runClient({ exchange, session, lines, output: process.stdout, stopped });
}
