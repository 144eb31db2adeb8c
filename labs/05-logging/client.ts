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
import { connectOrExplain, untilStopped } from "../../shared/lifecycle/client-program.ts";
import { LogFile } from "../../shared/logging/log.ts";
import { logFailure } from "../../shared/logging/log-failure.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { printStatus, statusToStandardError } from "../../shared/process/print-status.ts";
import { runProgram } from "../../shared/process/program.ts";
import { runClient } from "./run-client.ts";

await runProgram(async () => {
  statusToStandardError();
  const { data } = serverSettings;
  const options = await readOptions("client", { ...clientSettings, data });
  const file = await LogFile.open(join(options.data, "client.log"));
  // Several clients may write to one file: the number of the process tells them apart.
  const log = file.with({ process: process.pid });

  const socket = await logFailure(connectOrExplain(options), log);
  log.info("connected", { address: formatAddress(options) });
  const talking = () => runClient({ socket, input: process.stdin, output: process.stdout, log });
  const why = await logFailure(untilStopped(socket, talking), log);
  log.info("disconnected", { why });
  await file.close();
  printStatus("disconnected");
});
