/**
 * The chat's client: for a person at a terminal, or for other programs through a pipe. `client/` keeps it
 * connected, `terminal/` shows it; what is said and heard on its connections is in `session.ts`.
 *
 *     node labs/09-chat/d-delivery/client.ts --port 9090
 *     printf 'hello\n' | LAB_NAME=ada LAB_PASSWORD='correct horse' node labs/09-chat/d-delivery/client.ts
 */
import { personAtTerminal } from "../../../shared/config/ask.ts";
import { readOptions } from "../../../shared/config/program-options.ts";
import {
  flushStatus,
  printStatus,
  statusToStandardError,
} from "../../../shared/process/print-status.ts";
import { runProgram, stopSignal } from "../../../shared/process/program.ts";
import { completed } from "../b-accounts/credentials.ts";
import { chatClientSettings } from "../client/chat-client.ts";
import { confirmServer, verifierFor } from "../connection/server-verifier.ts";
import { chatAtTerminal } from "../terminal/at-terminal.ts";
import { chatFromPipe } from "../terminal/from-pipe.ts";
import { makeSession } from "./session.ts";

const person = personAtTerminal();
const { stdin: input, stdout: output } = process;

await runProgram(async () => {
  statusToStandardError();
  const options = await readOptions("client", chatClientSettings);
  const { host, port, tls, pingMs, pongMs } = options;
  const address = { host, port };
  const confirm = person && ((shown: string) => confirmServer(person, address, shown));
  const verifyServer = await verifierFor({ ...options, address, confirm });
  // Asked before connecting: the server does not wait forever, and a person may look for a note.
  const credentials = await completed(options, person);

  let isStopped = false;
  const stopped = stopSignal().then(() => {
    isStopped = true;
  });
  const chat = {
    makeSession,
    address,
    tls,
    verifyServer,
    times: { pingMs, pongMs },
    credentials,
    input,
    output,
    stopped,
  };
  // A terminal that is "dumb" has no cursor to move.
  const canDraw = output.isTTY && process.env.TERM !== "dumb";
  if (person === undefined || !canDraw) await chatFromPipe(chat);
  else await chatAtTerminal({ ...chat, ask: person });
  printStatus("disconnected");
  flushStatus();
  // A program that is stopped ends, even if nobody reads what it still has to print.
  if (isStopped) process.exit(0);
});
