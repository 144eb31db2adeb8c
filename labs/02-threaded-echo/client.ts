/**
 * The client of lab 01: sends what it reads on standard input, prints what comes back.
 *
 *     printf 'hello\nprimes 100000\n' | node labs/02-threaded-echo/client.ts --port 9090
 */
import { formatAddress } from "../../shared/address.ts";
import { connect } from "../../shared/connect.ts";
import {
  explainBrokenConnection,
  explainConnectError,
  explained,
} from "../../shared/network-error.ts";
import { runProgram } from "../../shared/program.ts";
import { addressSettings, readOptions } from "../../shared/program-options.ts";
import { say, sayOnStandardError } from "../../shared/say.ts";
import { talk } from "../../shared/talk.ts";

await runProgram(async () => {
  sayOnStandardError();
  const options = await readOptions("client", addressSettings);

  const socket = await explained(connect(options), (error) => explainConnectError(error, options));
  say(`connected to ${formatAddress(options)}`);

  await explained(
    talk(socket, process.stdin, process.stdout),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  say("disconnected");
});
