/**
 * A client that proves who it is. It asks for what it was not told, and hides what is secret.
 *
 *     node labs/07-authentication/client.ts
 *     printf 'hello\n' | LAB_ACTION=register LAB_NAME=ada LAB_PASSWORD='correct horse' node labs/07-authentication/client.ts
 */
import type { Socket } from "node:net";
import { askPassword } from "../../shared/auth/ask-credentials.ts";
import { personAtTerminal } from "../../shared/config/ask.ts";
import { clientSettings, readOptions } from "../../shared/config/program-options.ts";
import { connectOrExplain, untilStopped } from "../../shared/lifecycle/client-program.ts";
import { linesOf } from "../../shared/net/lines.ts";
import { printStatus, statusToStandardError } from "../../shared/process/print-status.ts";
import { runProgram } from "../../shared/process/program.ts";
import { completed, credentialSettings } from "./credentials.ts";
import { enter } from "./enter.ts";
import { Exchange } from "./exchange.ts";
import type { Credentials } from "./messages.ts";
import { runClient } from "./run-client.ts";

/** After a signal the server has so long to say good-bye, in milliseconds. */
const GRACE_MS = 3_000;

const person = personAtTerminal();

await runProgram(async () => {
  statusToStandardError();
  const options = await readOptions("client", { ...clientSettings, ...credentialSettings });
  // Asked before connecting: the server does not wait for ever, and a person may look for a note.
  const credentials = await completed(options, person);

  const socket = await connectOrExplain(options);
  await untilStopped(socket, (stopped) => runSession(socket, credentials, stopped), GRACE_MS);
  printStatus("disconnected");
});

async function runSession(
  socket: Socket,
  credentials: Credentials,
  stopped: Promise<unknown>,
): Promise<void> {
  const exchange = new Exchange(socket);
  const another =
    person === undefined ? undefined : () => askPassword(person, credentialSettings.password);
  const session = await enter(exchange, credentials, another);
  printStatus(`logged in as ${session.name}`);
  const lines = linesOf(process.stdin);
  await runClient({ exchange, session, lines, output: process.stdout, stopped });
}
