/**
 * A client that talks with the operator at the server, through a sealed channel.
 *
 *     node labs/09-chat/a-channel/client.ts --port 9090
 *     printf 'hello\nпривет\n' | node labs/09-chat/a-channel/client.ts
 */
import { personAtTerminal } from "../../../shared/config/ask.ts";
import { readOptions } from "../../../shared/config/program-options.ts";
import { connectOrExplain, untilStopped } from "../../../shared/lifecycle/client-program.ts";
import { printStatus, statusToStandardError } from "../../../shared/process/print-status.ts";
import { runProgram } from "../../../shared/process/program.ts";
import { openKeyLog } from "../connection/key-log.ts";
import { confirmServer, verifierFor } from "../connection/server-verifier.ts";
import { channelClientSettings, openChannel } from "./open-channel.ts";
import { talk } from "./talk.ts";

const person = personAtTerminal();
const { stdin: input, stdout: output } = process;

await runProgram(async () => {
  statusToStandardError();
  const options = await readOptions("client", channelClientSettings);
  const address = { host: options.host, port: options.port };
  const confirm = person && ((shown: string) => confirmServer(person, address, shown));
  const trusted = await verifierFor({ ...options, address, confirm });
  const logKeys = openKeyLog(options.keyLog);

  const socket = await connectOrExplain(address);
  await untilStopped(socket, async () => {
    const verifyServer = async (fingerprint: string) => {
      printStatus(`fingerprint ${fingerprint}`);
      await trusted(fingerprint);
    };
    const channel = await openChannel(socket, { ...options, verifyServer, logKeys });
    await talk(channel, { input, output });
    const reason = channel.lastWord?.reason;
    if (reason !== undefined) printStatus(`the server closed the connection: ${reason}`);
  });
  printStatus("disconnected");
});
