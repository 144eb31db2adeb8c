/**
 * A client that logs in, talks with the operator at the server, and comes back when the connection is lost.
 *
 *     node labs/09-chat/b-accounts/client.ts --port 9090
 *     printf 'hello\n' | LAB_NAME=ada LAB_PASSWORD='correct horse' node labs/09-chat/b-accounts/client.ts
 */
import { personAtTerminal } from "../../../shared/config/ask.ts";
import { readOptions } from "../../../shared/config/program-options.ts";
import {
  flushStatus,
  printStatus,
  statusToStandardError,
} from "../../../shared/process/print-status.ts";
import { runProgram, stopSignal } from "../../../shared/process/program.ts";
import { channelClientSettings } from "../a-channel/open-channel.ts";
import { confirmServer, verifierFor } from "../connection/server-verifier.ts";
import { completed, credentialSettings } from "./credentials.ts";
import { ReturningClient } from "./returning-client.ts";

const person = personAtTerminal();
const { stdin: input, stdout: output } = process;

await runProgram(async () => {
  statusToStandardError();
  const options = await readOptions("client", { ...channelClientSettings, ...credentialSettings });
  const address = { host: options.host, port: options.port };
  const confirm = person && ((shown: string) => confirmServer(person, address, shown));
  const verifyServer = await verifierFor({ ...options, address, confirm });
  // Asked before connecting: the server does not wait for ever, and a person may look for a note.
  const credentials = await completed(options, person);

  const talk = { ...options, address, verifyServer, person, input, output };
  const client = new ReturningClient(credentials, talk);
  let isStopped = false;
  void stopSignal().then(() => {
    isStopped = true;
    client.leave();
  });
  await client.run();
  printStatus("disconnected");
  flushStatus();
  // A client that is stopped ends, whatever it is still waiting for.
  if (isStopped) process.exit(0);
});
