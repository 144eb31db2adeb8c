/**
 * A client that talks with the operator at the server.
 *
 *     node labs/08-framing/client.ts --port 9090
 *     printf 'hello\nпривет\n' | node labs/08-framing/client.ts
 */

import { readOptions } from "../../shared/config/program-options.ts";
import { FrameStream } from "../../shared/framing/frame-stream.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { connect } from "../../shared/net/connect.ts";
import { explainRefusal } from "../../shared/net/network-error.ts";
import { explainBrokenConnection, explained } from "../../shared/process/errors.ts";
import { runProgram, stopSignal } from "../../shared/process/program.ts";
import { say, sayOnStandardError } from "../../shared/process/say.ts";
import { ownClientSettings } from "./settings.ts";
import { talk } from "./talk.ts";

await runProgram(async () => {
  sayOnStandardError();
  const options = await readOptions("client", ownClientSettings);

  const socket = await explained(
    connect(options),
    (error) => `Cannot connect to ${formatAddress(options)}: ${explainRefusal(error)}`,
  );
  say(`connected to ${formatAddress(options)}`);
  const stream = new FrameStream(socket);

  const { stdin: input, stdout: output } = process;
  await explained(
    Promise.race([talk({ stream, input, output, checksum: options.checksum }), stopSignal()]),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  stream.destroy();
  input.destroy();
  say("disconnected");
});
