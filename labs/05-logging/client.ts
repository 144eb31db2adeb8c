/**
 * A client that tells its story as well, to `DATA/client.log`. The screen is left to the answers.
 *
 *     printf 'hello\nexit\n' | node labs/05-logging/client.ts --port 9090 --data data
 */
import { join } from "node:path";
import {
  clientSettings,
  readOptions,
  serverSettings,
} from "../../shared/config/program-options.ts";
import { LogFile } from "../../shared/logging/log.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { connect } from "../../shared/net/connect.ts";
import { explainRefusal } from "../../shared/net/network-error.ts";
import { explainBrokenConnection, explained } from "../../shared/process/errors.ts";
import { runProgram, stopSignal } from "../../shared/process/program.ts";
import { say, sayOnStandardError } from "../../shared/process/say.ts";
import { talk } from "./talk.ts";

await runProgram(async () => {
  sayOnStandardError();
  const { data } = serverSettings;
  const options = await readOptions("client", { ...clientSettings, data });
  const file = await LogFile.open(join(options.data, "client.log"));
  // Several clients may write to one file: the number of the process tells them apart.
  const log = file.with({ process: process.pid });

  /** Tells the log why it came to nothing, and returns it for the person at the keyboard. */
  const told = (reason: string) => {
    log.error("failed", { reason });
    return reason;
  };
  const socket = await explained(connect(options), (error) =>
    told(`Cannot connect to ${formatAddress(options)}: ${explainRefusal(error)}`),
  );
  log.info("connected", { address: formatAddress(options) });
  say(`connected to ${formatAddress(options)}`);

  const talking = talk({ socket, input: process.stdin, output: process.stdout, log });
  const why = await explained(Promise.race([talking.then(() => "end"), stopSignal()]), (error) =>
    told(`Connection lost: ${explainBrokenConnection(error)}`),
  );
  socket.destroy();
  process.stdin.destroy();
  log.info("disconnected", { why });
  await file.close();
  say("disconnected");
});
