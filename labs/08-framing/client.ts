/**
 * A client that talks with the operator at the server.
 *
 *     node labs/08-framing/client.ts --port 9090
 *     printf 'hello\nпривет\n' | node labs/08-framing/client.ts
 */

import { readOptions } from "../../shared/config/program-options.ts";
import { connectOrExplain, untilStopped } from "../../shared/lifecycle/client-program.ts";
import { printStatus, statusToStandardError } from "../../shared/process/print-status.ts";
import { runProgram } from "../../shared/process/program.ts";
import { FrameStream } from "./frame-stream.ts";
import { runClient } from "./run-client.ts";
import { ownClientSettings } from "./settings.ts";

await runProgram(async () => {
  statusToStandardError();
  const options = await readOptions("client", ownClientSettings);

  const stream = new FrameStream(await connectOrExplain(options));
  const { stdin: input, stdout: output } = process;
  await untilStopped(stream, () =>
    runClient({ stream, input, output, checksum: options.checksum }),
  );
  printStatus("disconnected");
});
