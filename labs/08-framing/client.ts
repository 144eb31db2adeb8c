/**
 * A client that talks with the operator at the server.
 *
 *     node labs/08-framing/client.ts --port 9090
 *     printf 'hello\nпривет\n' | node labs/08-framing/client.ts
 */

import { readOptions } from "../../shared/config/program-options.ts";
import { FrameStream } from "../../shared/framing/frame-stream.ts";
import { runProgram } from "../../shared/process/program.ts";
import { say, sayOnStandardError } from "../../shared/process/say.ts";
import { connectOrExplain, runClient } from "../../shared/program/run-client.ts";
import { ownClientSettings } from "./settings.ts";
import { talk } from "./talk.ts";

await runProgram(async () => {
  sayOnStandardError();
  const options = await readOptions("client", ownClientSettings);

  const stream = new FrameStream(await connectOrExplain(options));
  const { stdin: input, stdout: output } = process;
  await runClient(stream, () => talk({ stream, input, output, checksum: options.checksum }));
  say("disconnected");
});
